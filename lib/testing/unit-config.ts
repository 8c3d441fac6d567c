import { parseConfig } from '@/lib/config';
import { singleton } from '@/lib/runtime/singleton';

/** Settings for a unit test whose code reads them: nothing behind them is reached, private addresses but the loopback are closed. */
export function useUnitConfig(more: Record<string, string> = {}): void {
  singleton('config', () =>
    parseConfig({
      NODE_ENV: 'test',
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      BERTH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      BERTH_OUTBOUND_ALLOW: '127.0.0.0/8',
      ...more,
    }),
  );
}
