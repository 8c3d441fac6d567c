import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { waitFor } from '@/lib/testing/wait-for';
import { sharedSink } from './shared-sink';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server whose answers are written by the test. */
async function serve() {
  const answers: ServerResponse[] = [];
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.flushHeaders();
    answers.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    answers,
    get: () => fetch(`http://127.0.0.1:${port}`),
    raw: (request: string) => {
      const socket = connect(port, '127.0.0.1');
      ends.push(() => socket.destroy());
      socket.write(request);
      return socket;
    },
  };
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

it('gives many answers the same bytes, in their place among those of their own', async () => {
  const { answers, get } = await serve();
  const asked = Array.from({ length: 5 }, get);
  await waitFor('the answers', () => answers.length === 5, { every: 5 });
  const shared = Buffer.from('shared ü\n');
  for (const [number, answer] of answers.entries()) {
    const sink = sharedSink(answer);
    answer.write(`own ${number}\n`);
    expect(sink.write(shared)).toBe(true);
    expect(sink.write(Buffer.alloc(0))).toBe(true);
    answer.write('own\n');
    sink.write(shared);
    answer.end();
  }
  const texts = await Promise.all(asked.map(async (one) => (await one).text()));
  expect(texts.toSorted()).toEqual(
    [0, 1, 2, 3, 4].map((number) => `own ${number}\nshared ü\nown\nshared ü\n`),
  );
});

it('has room for whatever the kernel takes, and says when there is room again', async () => {
  const { answers, raw } = await serve();
  const socket = raw('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  socket.pause();
  await waitFor('the answer', () => answers.length === 1, { every: 5 });
  const [answer] = answers;
  if (!answer) throw new Error('no answer');
  const sink = sharedSink(answer);
  const bytes = Buffer.alloc(64 * 1024, 'x');
  expect(sink.write(bytes)).toBe(true);
  let written = 1;
  while (sink.write(bytes)) written += 1;
  let room = false;
  sink.room(() => (room = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(room).toBe(false);
  const reading = textOf(socket);
  await waitFor('room', () => room, { every: 5 });
  answer.end();
  const [, body] = (await reading).split('\r\n\r\n', 2);
  expect(body?.match(/x/g)?.length).toBe((written + 1) * bytes.length);
});

it('tells who waits for room that the reader has left', async () => {
  const { answers, raw } = await serve();
  const socket = raw('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  socket.pause();
  await waitFor('the answer', () => answers.length === 1, { every: 5 });
  const sink = sharedSink(answers[0] as ServerResponse);
  while (sink.write(Buffer.alloc(64 * 1024)));
  const room = new Promise<void>((resolve) => sink.room(resolve));
  socket.destroy();
  await room;
  expect(sink.write(Buffer.from('x'))).toBe(false);
});

it('leaves to Node what has no chunks, or no socket yet', async () => {
  const { answers, raw } = await serve();
  const old = raw('GET / HTTP/1.0\r\n\r\n');
  await waitFor('the answer', () => answers.length === 1, { every: 5 });
  sharedSink(answers[0] as ServerResponse).write(Buffer.from('bare'));
  answers[0]?.end();
  expect(await textOf(old)).toMatch(/\r\n\r\nbare$/);

  const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const piped = raw(get + get.replace('Host', 'Connection: close\r\nHost'));
  await waitFor('both answers', () => answers.length === 3, { every: 5 });
  const [, first, second] = answers;
  sharedSink(second as ServerResponse).write(Buffer.from('second'));
  sharedSink(first as ServerResponse).write(Buffer.from('first'));
  first?.end();
  second?.end();
  expect((await textOf(piped)).match(/first|second/g)).toEqual(['first', 'second']);
});
