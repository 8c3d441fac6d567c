import { expect, it } from 'vitest';
import { listLogExcerpts } from './log-excerpts';
import { listShells } from './shells';

it.each([listShells, listLogExcerpts])('$id takes only an id as its cursor', ({ query }) => {
  expect(query.safeParse({ cursor: 'NaN' }).success).toBe(false);
  expect(query.safeParse({ cursor: '01a22f6d-9da5-7a3f-bd67-cff911e0afd8' }).success).toBe(true);
});
