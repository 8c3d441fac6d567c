import { PrismaPg } from '@prisma/adapter-pg';
import { config } from '@/lib/config';
import { singleton } from '@/lib/runtime/singleton';
import { PrismaClient } from './generated/client';

/** The one database client of the process, opened on first use. */
export function db(): PrismaClient {
  return singleton('db', () => {
    const adapter = new PrismaPg({
      connectionString: config().DATABASE_URL,
      max: 20,
      connectionTimeoutMillis: 5000,
      // Lost packets break no connection; without this a statement over a dead one would wait for minutes.
      query_timeout: 20_000,
    });
    return new PrismaClient({ adapter });
  });
}

/** A client inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
