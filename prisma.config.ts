import { defineConfig } from 'prisma/config';

// The client connects through a driver adapter (lib/db/client.ts); the URL here only satisfies the schema.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://unused' },
});
