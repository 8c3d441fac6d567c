import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@/lib/testing/free-port';
import { run } from '../../cluster/lib/command';
import { checkout } from '../../scripts/lib/state.mjs';
import { listenerOn, waitFor } from './ground';

/** A Next server with nothing in it, of the version that the console uses. */
export interface Bare {
  url: string;
  pid: number;
  stop: () => void;
}

/** Builds and starts bench/bare. */
export async function startBare(): Promise<Bare> {
  const next = join(checkout, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const cwd = join(checkout, 'bench', 'bare');
  await run(process.execPath, [next, 'build'], { cwd, env });
  const port = await freePort();
  const child = spawn(process.execPath, [next, 'start', '-p', String(port)], { cwd, env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitFor('the bare server', async () => {
    if (child.exitCode !== null) throw new Error('the bare Next server ended');
    return (await fetch(url).catch(() => undefined))?.ok ? true : undefined;
  });
  // It may be a child of what was started.
  const pid = await listenerOn(port);
  return {
    url,
    pid,
    stop: () => {
      process.kill(pid);
      child.kill();
    },
  };
}
