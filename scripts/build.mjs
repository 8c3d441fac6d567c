// Builds the console: Prisma client, Next's production build, and the custom server as one file.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

function run(script, args, env = {}) {
  const result = spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

run('scripts/generate.mjs', []);
run('node_modules/next/dist/bin/next', ['build'], { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' });
// lib/runtime/precompressed.ts serves these.
for (const name of readdirSync('.next/static', { recursive: true, encoding: 'utf8' })) {
  if (!/\.(js|css)$/.test(name)) continue;
  const file = join('.next', 'static', name);
  writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
}
await build({
  entryPoints: ['server.ts'],
  outfile: 'dist/server.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'info',
});
