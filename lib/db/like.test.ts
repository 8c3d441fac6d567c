import { expect, it } from 'vitest';
import { literal } from './like';

it.each([
  ['web', 'web'],
  ['100%', String.raw`100\%`],
  ['a_b', String.raw`a\_b`],
  [String.raw`a\b`, String.raw`a\\b`],
])('%s is looked for as %s', (text, expected) => {
  expect(literal(text)).toBe(expected);
});
