import { describe, expect, it } from 'vitest';
import { levelOf } from './level';

describe('levelOf', () => {
  it.each([
    ['{"level":"warn","msg":"x"}', 'warn'],
    ['{"msg":"all is well, no error","severity":"INFO"}', 'info'],
    ['{"level":50,"msg":"pino"}', 'error'],
    ['{"level":30,"time":1}', 'info'],
    ['{"priority":3,"level":4}', 'warn'],
    ['{"log.level":"ERROR","message":"ecs"}', 'error'],
    ['{"severityText":"WARN2"}', 'warn'],
    ['{"msg":"error"}', null],
    ['I1121 13:09:34.123456       1 server.go:12] started', 'info'],
    ['E1121 13:09:34.123456       1 server.go:12] broke', 'error'],
    ['F1121 13:09:34.123456       1 server.go:12] gone', 'fatal'],
    ['time=2026-11-21T13:09:34Z level=warning msg="slow"', 'warn'],
    ['ts=1 lvl=eror msg=x', null],
    ['ts=1 severity="error" msg=x', 'error'],
    ['[ERROR] no such host', 'error'],
    ['2026-11-21 13:09:34,123 [main] DEBUG o.e.Start - go', 'debug'],
    ['2026-11-21T13:09:34.123Z  WARN 1 --- [main] o.s.Boot : slow', 'warn'],
    ['2026-11-21 13:09:34.123 UTC [7] FATAL:  password authentication failed', 'fatal'],
    ['2026/11/21 13:09:34 [error] 7#7: *1 open() failed', 'error'],
    ['[21/Nov/2026:13:09:34 +0000] [info] ready', 'info'],
    ['\u001b[32mINFO\u001b[0m up', 'info'],
    ['\u001b[31merror\u001b[0m: down', null],
    ['13:09:34 INF started', 'info'],
    ['panic: runtime error: index out of range', 'fatal'],
    ['Error: Cannot find module', 'error'],
    ['ERROR', 'error'],
    ['the error was small', null],
    ['GET /error 200', null],
    ['10.0.0.1 - - [21/Nov/2026:13:09:34 +0000] "GET / HTTP/1.1" 200 2', null],
    ['', null],
  ])('%s → %s', (line, level) => expect(levelOf(line)).toBe(level));

  it('takes time linear in the line', () => {
    const line = '[a '.repeat(200_000);
    const many = Array.from({ length: 1000 }, () => levelOf(line));
    expect(many[0]).toBeNull();
  });
});
