import { describe, expect, it } from 'vitest';
import { readRefusal, refusalText } from './sign-in';

describe('readRefusal', () => {
  it.each([
    ['auth.failed:', 'auth.failed'],
    ['auth.wait:14', 'auth.wait'],
    ['CredentialsSignin', 'auth.failed'],
    ['Configuration', 'internal'],
    ['<script>', 'internal'],
    [null, 'internal'],
  ])('%s is %s', (error, code) => {
    expect(readRefusal(error).code).toBe(code);
  });

  it('says how long to wait, in both languages', () => {
    const refusal = readRefusal('auth.wait:14');
    expect(refusalText(refusal, 'en')).toContain('14 s');
    expect(refusalText(refusal, 'zh')).toContain('14 秒');
  });
});
