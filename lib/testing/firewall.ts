import { execFileSync } from 'node:child_process';

const nft = (script: string) => execFileSync('nft', ['-f', '-'], { input: script, stdio: 'pipe' });

/**
 * Has the kernel drop every packet from and to a port of the loopback, without a word to either side, until the answer
 * is called. Only for a port of the test's own proxy.
 */
export function dropPort(port: number): () => void {
  const table = `inet berth_test_${port}`;
  nft(`
    table ${table} {
      chain input {
        type filter hook input priority -10; policy accept;
        iifname "lo" tcp dport ${port} drop
        iifname "lo" tcp sport ${port} drop
      }
    }`);
  let there = true;
  return () => {
    if (there) nft(`delete table ${table}`);
    there = false;
  };
}
