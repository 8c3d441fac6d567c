import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '@/lib/contract';
import { SHELL_AUDIT, SHELL_WATCH_AUDIT } from '@/lib/contract/shells';
import { MESSAGES } from './messages';

/** Acts that no operation of the API stands for: sign-ins, shells, what the console does by itself. */
function actsOfServices(): string[] {
  const files = readdirSync(path.resolve('lib/services'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(path.resolve('lib/services', file), 'utf8').matchAll(/\baction: '(\w+(?:\.\w+)+)'/g),
    ])
    .map(([, action]) => action ?? '');
}

const actions = [
  ...new Set([
    ...OPERATIONS.flatMap(({ audit }) => audit ?? []),
    ...actsOfServices(),
    SHELL_AUDIT,
    SHELL_WATCH_AUDIT,
  ]),
].toSorted();

function wordsOf(language: 'en' | 'zh', action: string): unknown {
  let found: unknown = MESSAGES[language].audit.act;
  for (const part of action.split('.')) {
    found =
      found !== null && typeof found === 'object' ? (found as Record<string, unknown>)[part] : undefined;
  }
  return found;
}

describe('acts of the audit', () => {
  it('are found', () => {
    expect(actions).toContain('session.create');
    expect(actions).toContain('project.member.put');
  });

  it.each(actions)('%s has words in both languages, and its noun a filter', (action) => {
    expect(wordsOf('en', action)).toEqual(expect.any(String));
    expect(wordsOf('zh', action)).toEqual(expect.any(String));
    expect(MESSAGES.en.audit.noun).toHaveProperty(action.split('.')[0] ?? '');
  });
});
