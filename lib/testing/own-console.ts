import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NODE_FLAGS } from '@/lib/runtime/node-flags';
import { freePort } from './free-port';
import { waitFor } from './wait-for';

/** A console of a test's own: the real one as it was built, in a process that may be killed. */
export interface OwnConsole {
  url: string;
  pid: number;
  /** Everything that it wrote so far. */
  output: () => string;
  /** SIGKILL; resolves when it is gone. */
  kill: () => Promise<void>;
  /** SIGTERM, as a service manager stops it; resolves with the exit code. */
  stop: () => Promise<number | null>;
}

const PROGRAM = 'dist/server.mjs';

/** Starts the built console on a free port, in this process's environment with `env` over it, and waits until it is ready. */
export async function startConsole(env: Record<string, string>): Promise<OwnConsole> {
  if (!existsSync(PROGRAM) || !existsSync('.next/BUILD_ID')) {
    throw new Error(`${PROGRAM} is not there: build the console first ("npm run build")`);
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...NODE_FLAGS, PROGRAM], {
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), BERTH_URL: url, VITEST: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  try {
    await waitFor('the console', async () => {
      if (child.exitCode !== null) return true;
      return (await fetch(`${url}/api/readyz`)).ok;
    });
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
  } catch (error) {
    await end('SIGKILL');
    throw new Error(`the console did not start: ${String(error)}\n${output}`, { cause: error });
  }
  return {
    url,
    pid: child.pid ?? NaN,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
