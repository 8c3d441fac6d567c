import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A gateway in a process of its own, which may be killed, and whose way to the cluster may fail. */
export interface GatewayProcess {
  port: number;
  pid: number;
  /** SIGKILL; resolves when it is gone. */
  kill: () => Promise<void>;
}

/** Starts one; `kubeconfig` leads it to the cluster. */
export async function startGatewayProcess(kubeconfig: string): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/gateway-alone.ts'], {
    env: { ...process.env, VITEST: '', BERTH_KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    gone.then(() => Promise.reject(new Error('the gateway ended'))),
  ])) as [string];
  return {
    port: Number(line),
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
