import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings } from '../settings';
import { consoleEnvironment, ownDatabase } from './environment';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rig-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function settingsWith(url: string) {
  vi.stubEnv('DATABASE_URL', url);
  return readSettings({ NODE_ENV: 'test', BERTH_STATE: folder });
}

describe('the database of the console', () => {
  it('is the embedded one when nothing is said', () => {
    const settings = settingsWith('');
    expect(ownDatabase()).toBeUndefined();
    const { DATABASE_URL: url } = consoleEnvironment(settings, true);
    expect(url).toMatch(/^postgresql:\/\/berth:[^@]+@127\.0\.0\.1:5433\/berth$/);
  });

  it('is the one that DATABASE_URL names, and then no password of an embedded one is made', () => {
    const mine = "postgresql://me:it's%20mine@db.example.com:6432/console?sslmode=require";
    const settings = settingsWith(mine);
    expect(ownDatabase()).toBe(mine);
    expect(consoleEnvironment(settings, true).DATABASE_URL).toBe(mine);
    expect(readFileSync(settings.state.consoleEnv, 'utf8')).toContain(
      String.raw`DATABASE_URL='postgresql://me:it'\''s%20mine@db.example.com:6432/console?sslmode=require'`,
    );
    expect(existsSync(settings.state.databasePassword)).toBe(false);
  });
});
