import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from './index';
import { operation } from './operation';

describe('an operation', () => {
  it('that changes something does not compile without an audit action', () => {
    const parts = { id: 'x.y', path: '/x', summary: 'x', access: 'signed-in', response: z.null() } as const;
    // @ts-expect-error a mutation says what the audit calls it
    operation({ ...parts, method: 'POST' });
    // @ts-expect-error what changes nothing is a POST; anything else is a mutation by its method
    operation({ ...parts, method: 'DELETE', changesNothing: true });
    // @ts-expect-error what changes nothing has nothing to audit
    operation({ ...parts, method: 'POST', changesNothing: true, audit: 'x.y' });
    expect(operation({ ...parts, method: 'POST', audit: 'x.y' }).audit).toBe('x.y');
  });

  it('is audited, but for plans and reads', () => {
    const silent = OPERATIONS.filter((each) => each.method !== 'GET' && each.audit === undefined);
    expect(silent.map((each) => each.id).sort()).toEqual(['apps.plan', 'apps.planNew']);
  });
});
