import { expect, it } from 'vitest';
import { fieldName } from './form-errors';

it.each([
  ['name', ['name']],
  ['env.0.name', ['env', 0, 'name']],
  ['resources.cpuLimit', ['resources', 'cpuLimit']],
])('%s lands on %j', (path, expected) => {
  expect(fieldName(path)).toEqual(expected);
});
