import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEnvironment, parseEnvironment } from './environment';

describe('parseEnvironment', () => {
  it('reads names and values as the rig writes them', () => {
    const text = [
      'A=1',
      "B='two words'",
      String.raw`C='it'\''s'`,
      '# D=4',
      '',
      'URL=postgresql://x:y@h/d?a=b',
    ].join('\n');
    expect(parseEnvironment(text)).toEqual([
      ['A', '1'],
      ['B', 'two words'],
      ['C', "it's"],
      ['URL', 'postgresql://x:y@h/d?a=b'],
    ]);
  });
});

describe('loadEnvironment', () => {
  it('fills only what is missing', () => {
    const state = mkdtempSync(path.join(tmpdir(), 'berth-'));
    writeFileSync(path.join(state, 'console.env'), 'PORT=1\nDATABASE_URL=postgresql://file/x\n');
    const env: NodeJS.ProcessEnv = { NODE_ENV: 'test', BERTH_STATE: state, PORT: '2' };
    expect(loadEnvironment(env)).toBe(path.join(state, 'console.env'));
    expect(env).toMatchObject({ PORT: '2', DATABASE_URL: 'postgresql://file/x' });
  });

  it('leaves a complete environment alone', () => {
    const env: NodeJS.ProcessEnv = { NODE_ENV: 'test', DATABASE_URL: 'x', BERTH_SECRET_KEY: 'y' };
    expect(loadEnvironment(env)).toBeNull();
  });
});
