import { describe, expect, it, vi } from 'vitest';
import { log, redact } from './log';

// The audit's rows and the log are both cleaned here, and an audit row can't be cleaned afterwards.
describe('redact', () => {
  it.each([
    ['a field', { password: 'x', name: 'li' }, { password: '[redacted]', name: 'li' }],
    ['any depth and lists', { a: [{ b: { apiToken: 'x' } }] }, { a: [{ b: { apiToken: '[redacted]' } }] }],
    ['a whole object', { credentials: { user: 'a' } }, { credentials: '[redacted]' }],
    ['an empty text', { secret: '' }, { secret: '[redacted]' }],
    [
      'the value beside a telling name',
      {
        env: [
          { name: 'DB_PASSWORD', value: 'x' },
          { name: 'MODE', value: 'y' },
        ],
      },
      {
        env: [
          { name: 'DB_PASSWORD', value: '[redacted]' },
          { name: 'MODE', value: 'y' },
        ],
      },
    ],
    ['not what only says whether', { hasPassword: true, token: null }, { hasPassword: true, token: null }],
    [
      'not what is under no such name',
      { current: 'x', currently: 'y' },
      { current: '[redacted]', currently: 'y' },
    ],
  ])('%s', (_, value, expected) => {
    expect(redact(value)).toEqual(expected);
  });

  it('goes no deeper than can be read', () => {
    let deep: Record<string, unknown> = { unnamed: 'canary' };
    for (let level = 0; level < 20; level += 1) deep = { inner: deep };
    expect(JSON.stringify(redact(deep))).not.toContain('canary');
  });
});

describe('the log', () => {
  it('writes one line of JSON, cleaned, with an error’s message and stack', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    log.info('hello', { cookie: 'canary', error: new Error('two\nlines') });
    log.debug('quieter than is written');
    expect(write).toHaveBeenCalledTimes(1);
    const line = String(write.mock.calls[0]?.[0]);
    write.mockRestore();
    expect(line).toMatch(/^[^\n]+\n$/);
    const { error, ...rest } = JSON.parse(line) as { error: { message: string; stack: string } };
    expect(rest).toMatchObject({ level: 'info', message: 'hello', cookie: '[redacted]' });
    expect(error).toMatchObject({
      message: 'two\nlines',
      stack: expect.stringContaining('log.test') as string,
    });
  });
});
