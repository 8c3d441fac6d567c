import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { logTail } from '../lib/daemon';
import { Failure } from '../lib/failure';
import { digestOfFiles, filesBelow, readText, writeFile } from '../lib/files';
import type { Settings } from '../settings';

const sources = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'messages',
  'server.ts',
  'instrumentation.ts',
  'middleware.ts',
  'proxy.ts',
  'next.config.js',
  'prisma.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'scripts/build.mjs',
  'scripts/generate.mjs',
];

/** Whether this checkout has a console to build. */
export function hasConsole(settings: Settings): boolean {
  return ['server.ts', 'scripts/build.mjs'].every((name) => existsSync(join(settings.checkout, name)));
}

/** A digest of everything that the console is built from. */
export function consoleSources(settings: Settings): string {
  const files = filesBelow(
    sources.map((name) => join(settings.checkout, name)),
    // Made by the build itself.
    new Set(['generated', 'node_modules']),
  );
  return digestOfFiles(
    settings.checkout,
    files.filter((file) => !/\.test\.tsx?$/.test(file)),
  );
}

function runLogged(settings: Settings, name: string, command: string, args: string[]): Promise<number> {
  mkdirSync(settings.state.log, { recursive: true });
  const log = openSync(join(settings.state.log, `${name}.log`), 'w', 0o600);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: settings.checkout,
      stdio: ['ignore', log, log],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  }).then((code) => {
    closeSync(log);
    return code as number;
  });
}

/** Builds the console for production, unless its sources are as they were. */
export async function ensureConsoleBuild(settings: Settings): Promise<string> {
  const stampPath = join(settings.state.stamps, 'console-build');
  const digest = consoleSources(settings);
  const built = ['.next/BUILD_ID', 'dist/server.mjs'].every((name) =>
    existsSync(join(settings.checkout, name)),
  );
  if (built && readText(stampPath) === digest) return 'already built';
  const code = await runLogged(settings, 'console-build', 'npm', ['run', 'build']);
  if (code !== 0) {
    const path = join(settings.state.log, 'console-build.log');
    throw new Failure(
      `The console could not be built.\nThe end of ${path}:\n${logTail(settings.state, 'console-build', 40)}`,
    );
  }
  writeFile(stampPath, digest, 0o644);
  return 'built';
}
