import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { See } from './changes';
import { waitFor } from './ground';

/** Starts `kubectl get pods -w` of a namespace, or of all of them, and has every line seen; resolves when it has listed so many pods. */
export async function watchByKubectl(
  kubectl: string,
  namespace: string | null,
  pods: number,
  see: See,
): Promise<() => void> {
  const where = namespace === null ? ['-A'] : ['-n', namespace];
  const [program = '', ...words] = [...kubectl.split(' '), 'get', 'pods', '-w', '--no-headers', ...where];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  const before = namespace === null ? 1 : 0;
  createInterface(child.stdout).on('line', (line) => {
    lines += 1;
    // NAMESPACE? NAME READY STATUS RESTARTS AGE
    const fields = line.split(/\s+/);
    see(fields[before] ?? '', Number(fields[before + 3]));
  });
  await waitFor('kubectl to list the pods', async () => {
    if (child.exitCode !== null) throw new Error(`kubectl ended with ${child.exitCode}`);
    return lines >= pods ? true : undefined;
  });
  return () => child.kill();
}
