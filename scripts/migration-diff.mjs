// Prints the SQL that leads from prisma/migrations (or, with --from-empty, from nothing) to prisma/schema.prisma.
// Prisma's native schema engine is a download; its WASM build is a package and does the same diff.
// Needs DATABASE_URL: the engine replays the migrations into a shadow database beside it and drops that again.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

// Not resolved by name: the package's exports hide the two parts that have to be joined by hand under Node.
const folder = path.resolve('node_modules/@prisma/schema-engine-wasm');

async function loadEngine() {
  const bindings = await import(path.join(folder, 'schema_engine_bg.js'));
  const bytes = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}

async function migrationList() {
  const baseDir = path.resolve('prisma/migrations');
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

const SchemaEngine = await loadEngine();
const schema = {
  path: path.resolve('prisma/schema.prisma'),
  content: await readFile('prisma/schema.prisma', 'utf8'),
};
const factory = new PrismaPg({ connectionString: process.env.DATABASE_URL });
const connectToShadowDb = factory.connectToShadowDb.bind(factory);
factory.connectToShadowDb = async () => {
  const shadow = await connectToShadowDb();
  // The adapter's own executeScript splits at every semicolon, also inside a function's body.
  shadow.executeScript = async (script) => {
    await shadow.client.query(script);
  };
  return shadow;
};
const adapter = bindMigrationAwareSqlAdapterFactory(factory);
const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapter);
const fromEmpty = process.argv.includes('--from-empty');
const result = await engine.diff({
  from: fromEmpty ? { tag: 'empty' } : { tag: 'migrations', ...(await migrationList()) },
  to: { tag: 'schemaDatamodel', files: [schema] },
  script: true,
  exitCode: true,
  filters: { externalTables: [], externalEnums: [] },
});
process.stdout.write(result.stdout ?? '');
process.exit(process.argv.includes('--check') ? result.exitCode : 0);
