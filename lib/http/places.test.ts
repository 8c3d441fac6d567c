import { expect, it } from 'vitest';
import { enterStream, MOST_STREAMS, whenOver } from './places';

it('counts the streams of each person, and gives a place back once', () => {
  const leave = Array.from({ length: MOST_STREAMS }, () => enterStream('one'));
  expect(() => enterStream('one')).toThrow('50 connections');
  enterStream('other')();
  leave[0]?.();
  leave[0]?.();
  leave[0] = enterStream('one');
  expect(() => enterStream('one')).toThrow('50 connections');
  for (const each of leave) each();
  enterStream('one')();
});

it.each<[string, () => ReadableStream<Uint8Array>, (response: Response) => Promise<unknown>]>([
  ['is read to the end', () => stream((controller) => controller.close()), (response) => response.text()],
  [
    'breaks',
    () => stream((controller) => controller.error(new Error('cut'))),
    (response) => response.text().catch(() => null),
  ],
  ['is left by its reader', () => stream(() => undefined), async (response) => response.body?.cancel()],
])('an answer is over when it %s', async (_, make, act) => {
  let over = 0;
  const response = whenOver(new Response(make(), { headers: { 'x-kept': 'yes' } }), () => {
    over += 1;
  });
  expect(response.headers.get('x-kept')).toBe('yes');
  expect(over).toBe(0);
  await act(response);
  expect(over).toBe(1);
});

function stream(then: (controller: ReadableStreamDefaultController<Uint8Array>) => void) {
  let begun = false;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (begun) then(controller);
      else controller.enqueue(new TextEncoder().encode('line\n'));
      begun = true;
    },
  });
}
