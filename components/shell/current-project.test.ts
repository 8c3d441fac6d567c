import { expect, it } from 'vitest';
import { projectOfPath } from './current-project';

it.each([
  ['/projects/shop', 'shop'],
  ['/projects/shop/apps/web', 'shop'],
  ['/projects', null],
  ['/projects/', null],
  ['/tenants/shop', null],
  ['/projects/..%2f', null],
])('%s is about %s', (path, expected) => {
  expect(projectOfPath(path)).toBe(expected);
});
