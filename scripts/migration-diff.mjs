// Prints the SQL that leads from prisma/migrations (or, with --from-empty, from nothing) to prisma/schema.prisma.
// Prisma's native schema engine is a download; its WASM build is a package and does the same diff.
// Needs DATABASE_URL: the engine replays the migrations into a shadow database beside it and drops that again.
import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

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

/**
 * An adapter factory whose shadow databases are databases of their own. The package's `connectToShadowDb` can't be
 * used: beside a connection string `pg` ignores the other name, so it would replay the migrations into the very
 * database of DATABASE_URL; and its `executeScript` splits at every semicolon, also inside a function's body.
 */
function shadowFactory(connectionString) {
  const factory = new PrismaPg({ connectionString });
  factory.connectToShadowDb = async () => {
    const name = `berth_shadow_${randomUUID().replaceAll('-', '')}`;
    const address = new URL(connectionString);
    address.pathname = `/${name}`;
    await runOnce(connectionString, `CREATE DATABASE "${name}"`);
    const shadow = await new PrismaPg({ connectionString: address.href }).connect();
    const end = shadow.dispose.bind(shadow);
    const pool = shadow.underlyingDriver();
    const query = pool.query.bind(pool);
    const queryRaw = shadow.queryRaw.bind(shadow);
    let chars = [];
    shadow.executeScript = async (script) => {
      await query(script).catch(explain);
    };
    pool.query = async (...args) => {
      const result = await query(...args);
      chars = takeChars(result.fields ?? []);
      return result;
    };
    shadow.queryRaw = async (asked) => {
      const result = await queryRaw(asked);
      for (const index of chars) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    shadow.dispose = async () => {
      await end();
      await runOnce(connectionString, `DROP DATABASE "${name}" WITH (FORCE)`);
    };
    return shadow;
  };
  return factory;
}

/**
 * The columns of PostgreSQL's internal type "char" (18), in which it keeps the actions of keys. The adapter does not
 * know that type and refuses it; as text (25) it passes, and the engine is told what it is afterwards.
 */
function takeChars(fields) {
  return fields.flatMap((field, index) => {
    if (field.dataTypeID !== 18) return [];
    field.dataTypeID = 25;
    return [index];
  });
}

/** The engine reports errors of JavaScript as a number only. */
function explain(error) {
  process.stderr.write(`${error.message}\n`);
  throw error;
}

async function runOnce(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const SchemaEngine = await loadEngine();
const schema = {
  path: path.resolve('prisma/schema.prisma'),
  content: await readFile('prisma/schema.prisma', 'utf8'),
};
const factory = shadowFactory(process.env.DATABASE_URL);
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
