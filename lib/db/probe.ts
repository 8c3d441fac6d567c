import pg from 'pg';
import { config } from '@/lib/config';
import { singleton } from '@/lib/runtime/singleton';

const PATIENCE_MS = 1_400;

/**
 * Asks the database for a sign of life, on a connection beside the pool: one that hangs takes no place there, and a
 * pool that is full says nothing about the database.
 */
export async function probeDatabase(signal: AbortSignal): Promise<void> {
  const kept = singleton<{ client: pg.Client | null }>('database-probe', () => ({ client: null }));
  let { client } = kept;
  kept.client = null;
  const end = () => void client?.end().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    client ??= await connect();
    await client.query('SELECT 1');
    signal.throwIfAborted();
    if (kept.client) end();
    else kept.client = client;
  } catch (error) {
    end();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: config().DATABASE_URL,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'berth probe',
  });
  // A connection that breaks while nobody asks is found out by the next who does.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
