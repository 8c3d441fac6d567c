import { expect, it } from 'vitest';
import { inTurn } from './turns';

it('runs acts on one app in order, and at most six at once in all', async () => {
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const act = (number: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
    order.push(number);
    running -= 1;
    return number;
  };
  const same = [1, 2, 3].map((number) => inTurn('one', act(number)));
  const others = Array.from({ length: 20 }, (_, index) => inTurn(`app-${index}`, act(100 + index)));
  expect(await Promise.all([...same, ...others])).toHaveLength(23);
  expect(order.filter((number) => number < 100)).toEqual([1, 2, 3]);
  expect(most).toBe(6);
});

it('goes on after an act that failed', async () => {
  const failed = inTurn('two', () => Promise.reject(new Error('no')));
  const next = inTurn('two', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
