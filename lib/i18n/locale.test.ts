import { describe, expect, it } from 'vitest';
import { pickLocale } from './locale';

describe('pickLocale', () => {
  it.each([
    ['zh', 'en-US,en;q=0.9', 'zh'],
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    [undefined, 'fr-FR,fr;q=0.9,zh;q=0.5', 'zh'],
    [undefined, 'fr', 'en'],
    [undefined, null, 'en'],
    ['xx', 'zh', 'zh'],
  ] as const)('cookie %s with %s gives %s', (cookie, header, expected) => {
    expect(pickLocale(cookie, header)).toBe(expected);
  });
});
