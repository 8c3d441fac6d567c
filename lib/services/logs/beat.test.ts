import { expect, it } from 'vitest';
import { withBeat } from './beat';

it('passes on what comes and speaks in the silence between', async () => {
  let heard: () => void = () => undefined;
  const silence = new Promise<void>((resolve) => {
    heard = resolve;
  });
  async function* bytes() {
    yield Buffer.from('a\n');
    await silence;
    yield Buffer.from('b\n');
  }
  const said: string[] = [];
  for await (const chunk of withBeat(bytes(), 1)) {
    said.push(Buffer.from(chunk).toString());
    if (said.filter((each) => each.includes('"beat"')).length === 2) heard();
  }
  expect(said[0]).toBe('a\n');
  expect(said.at(-1)).toBe('b\n');
  expect(JSON.parse(said[1] ?? '')).toMatchObject({ mark: 'beat' });
});

it('ends its source when its reader leaves', async () => {
  let ended = false;
  async function* bytes() {
    try {
      yield Buffer.from('a\n');
    } finally {
      ended = true;
    }
  }
  for await (const chunk of withBeat(bytes(), 1000)) if (chunk.length > 0) break;
  expect(ended).toBe(true);
});
