import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawData, WebSocket } from 'ws';
import { makeKubeProject, removeKubeProject } from '@/lib/testing/kube-project';
import { uniqueName } from '@/lib/testing/names';
import { isFinished, isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { waitFor } from '@/lib/testing/wait-for';
import { asUser, DEFAULT_CLUSTER, type KubeClient } from './index';

const namespace = uniqueName('stream');
const user = `berth:user:${uniqueName('u')}`;
const group = (part: string) => `berth:project:${namespace}:${part}`;
const as = (...parts: string[]) => asUser(DEFAULT_CLUSTER, { user, groups: parts.map(group) });

// Every byte that makes trouble: UTF-8 of all lengths, bare CR, NUL, invalid UTF-8, colours, an empty line, a long one.
const TROUBLE = `
printf 'Grüße 集群 🚢\\n\\n'
printf '10%%\\r20%%\\r30%%\\n'
printf 'nul:\\000 bad:\\377\\376 \\033[31mred\\033[0m\\n'
yes 0123456789abcdefghijklmnopqrstuvwxyz | head -c 1000000 | tr -d '\\n'
printf '\\nend\\n'
`;
const expected = Buffer.concat([
  Buffer.from('Grüße 集群 🚢\n\n10%\r20%\r30%\nnul:\0 bad:'),
  Buffer.from([0xff, 0xfe]),
  Buffer.from(' \u001b[31mred\u001b[0m\n'),
  Buffer.from(
    '0123456789abcdefghijklmnopqrstuvwxyz\n'.repeat(27028).slice(0, 1_000_000).replaceAll('\n', ''),
  ),
  Buffer.from('\nend\n'),
]);
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  await makeKubeProject(namespace);
  await startPod(namespace, { name: 'talker', containers: { main: TROUBLE } });
  await startPod(namespace, { name: 'idle', containers: { main: 'exec sleep 100000' } });
  await podWhen(namespace, 'talker', isFinished);
  await podWhen(namespace, 'idle', isRunning);
});

afterAll(() => removeKubeProject(namespace, [user]));

describe('logs', () => {
  it('are the bytes that were written', async () => {
    const bytes = await buffer(await as('logs').logs(namespace, 'talker', { container: 'main' }));
    expect(bytes.length).toBe(expected.length);
    expect(sha(bytes)).toBe(sha(expected));
  });

  it('need the right', async () => {
    await expect(as('developer').logs(namespace, 'talker', { container: 'main' })).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
  });

  it('say what is wrong with a container that is not there', async () => {
    await expect(as('logs').logs(namespace, 'talker', { container: 'nope' })).rejects.toMatchObject({
      code: 'cluster.invalid',
    });
    await expect(as('logs').logs(namespace, 'nobody', {})).rejects.toMatchObject({
      code: 'cluster.not_found',
    });
  });

  it('end with their signal, silent or not, and take nothing with them', async () => {
    const aborter = new AbortController();
    const following = as('logs').logs(namespace, 'idle', { follow: true, signal: aborter.signal });
    const talking = await as('logs').logs(namespace, 'talker', { signal: aborter.signal });
    aborter.abort();
    await expect(following.then((stream) => buffer(stream))).rejects.toThrow(/abort/i);
    await expect(buffer(talking)).rejects.toThrow(/abort/i);
  });
});

/** Runs a command to its end; the answer is what it wrote and the Status that ended it. */
async function run(
  client: KubeClient,
  command: string[],
  input?: Buffer,
): Promise<{ out: Buffer; err: Buffer; status: { status?: string; details?: unknown } }> {
  const socket: WebSocket = await client.exec(namespace, 'idle', {
    container: 'main',
    command,
    tty: false,
    stdin: input !== undefined,
  });
  const parts: Record<number, Buffer[]> = { 1: [], 2: [], 3: [] };
  socket.on('message', (data: RawData) => {
    const frame = Buffer.isBuffer(data) ? data : Buffer.concat(data as Buffer[]);
    parts[frame[0] ?? 0]?.push(frame.subarray(1));
  });
  const closed = once(socket, 'close');
  socket.resume();
  if (input) {
    socket.send(Buffer.concat([Buffer.from([0]), input]));
    // v5: close of channel 0.
    socket.send(Buffer.from([255, 0]));
  }
  await closed;
  const of = (channel: number) => Buffer.concat(parts[channel] ?? []);
  return { out: of(1), err: of(2), status: JSON.parse(of(3).toString()) as { status?: string } };
}

describe('exec', () => {
  it('carries input, output, errors and the exit status', async () => {
    const input = Buffer.from('Grüße\0\r\n');
    const { out, err, status } = await run(
      as('viewer', 'exec'),
      ['sh', '-c', 'cat; echo oops >&2; exit 7'],
      input,
    );
    expect(out).toEqual(input);
    expect(err.toString()).toBe('oops\n');
    expect(status).toMatchObject({
      status: 'Failure',
      details: { causes: [{ reason: 'ExitCode', message: '7' }] },
    });
    expect((await run(as('exec'), ['true'])).status.status).toBe('Success');
  });

  it('is judged by every group: refused with one, open with both', async () => {
    const options = { container: 'main', command: ['true'], tty: false, stdin: false };
    await waitFor('the bindings', () =>
      as('viewer')
        .list({ apiVersion: 'v1', kind: 'Pod', namespace })
        .then((pods) => pods.length === 2),
    );
    const refused = as('viewer').exec(namespace, 'idle', options);
    await expect(refused).rejects.toMatchObject({ code: 'cluster.forbidden' });
    await expect(refused).rejects.toThrow(/pods "idle" is forbidden/);
    await expect(as('developer').exec(namespace, 'idle', options)).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
    const socket = await as('viewer', 'exec').exec(namespace, 'idle', options);
    expect(socket.protocol).toBe('v5.channel.k8s.io');
    socket.terminate();
  });

  it('waits with output until its owner listens', async () => {
    const socket = await as('exec').exec(namespace, 'idle', {
      container: 'main',
      command: ['echo', 'early'],
      tty: false,
      stdin: false,
    });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    let text = '';
    socket.on('message', (data: Buffer) => {
      if (data[0] === 1) text += data.subarray(1).toString();
    });
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    expect(text).toBe('early\n');
  });

  it.each(['a/b', '../x', 'a%2fb'])('refuses the pod name %j before it is sent', async (pod) => {
    const options = { container: 'main', command: ['true'], tty: false, stdin: false };
    await expect(as('exec').exec(namespace, pod, options)).rejects.toMatchObject({ code: 'cluster.invalid' });
    await expect(as('logs').logs(namespace, pod, {})).rejects.toMatchObject({ code: 'cluster.invalid' });
  });
});
