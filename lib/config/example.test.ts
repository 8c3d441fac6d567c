import { describe, expect, it } from 'vitest';
import { environmentExample } from './example';
import { configSchema, parseConfig } from './schema';

describe('.env.example', () => {
  it('is what the schema says', async () => {
    await expect(environmentExample()).toMatchFileSnapshot('../../.env.example');
  });

  it('describes every setting that people set', () => {
    const silent = Object.entries(configSchema.shape).filter(
      ([name, schema]) => name !== 'NODE_ENV' && !schema.description,
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});

describe('parseConfig', () => {
  const good = { DATABASE_URL: 'postgresql://x/y', BERTH_SECRET_KEY: Buffer.alloc(32).toString('base64') };

  it('fills in defaults', () => {
    expect(parseConfig({ ...good, PORT: '8080', BERTH_URL: '' })).toMatchObject({
      PORT: 8080,
      BERTH_URL: 'http://localhost:8080',
      BERTH_TRUST_PROXY: false,
      BERTH_OUTBOUND_ALLOW: [],
    });
  });

  it('names every bad setting, and what is missing', () => {
    const read = () => parseConfig({ PORT: 'abc', BERTH_SECRET_KEY: 'short' });
    expect(read).toThrow(/PORT: /);
    expect(read).toThrow(/DATABASE_URL: is not set/);
    expect(read).toThrow(/BERTH_SECRET_KEY: must be 32 random bytes/);
  });
});
