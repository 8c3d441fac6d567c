import { describe, expect, it } from 'vitest';
import { FORMS, REASONS, reasonText } from './reasons';

describe('reasons', () => {
  it('fill every parameter of the English sentence in the Chinese one', () => {
    for (const [reason, text] of Object.entries({ ...REASONS, ...FORMS })) {
      const names = (sentence: string) =>
        [...sentence.matchAll(/\{(\w+)[},]/g)]
          .map((match) => match[1] ?? '')
          .sort((a, b) => a.localeCompare(b));
      expect([reason, names(text.zh)]).toEqual([reason, names(text.en)]);
    }
  });

  it('are said in a language', () => {
    expect(reasonText('NotReady', 'zh', { pod: 'a' })).toBe('Pod a 正在运行但尚未就绪。');
  });
});
