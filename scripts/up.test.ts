import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Starts `npm run up` on a machine that is not like this one: `machine` is run before it. */
function up(machine: string, ...args: string[]) {
  const preload = `data:text/javascript,${encodeURIComponent(machine)}`;
  // An option that there is not: were nothing wrong with the machine, it would still end before it starts anything.
  const words = ['--import', preload, 'scripts/up.mjs', '--no-such-option', ...args];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { status, stderr };
}

const notRoot = 'process.getuid = () => 1000;';
const root = 'process.getuid = () => 0;';
const noGo = `
  import children from 'node:child_process';
  import { syncBuiltinESMExports } from 'node:module';
  const { spawnSync } = children;
  children.spawnSync = (program, ...rest) =>
    program === 'go' ? { status: null, stdout: null, error: new Error('ENOENT') } : spawnSync(program, ...rest);
  syncBuiltinESMExports();`;
const oldGo = noGo.replace('stdout: null', "stdout: 'go1.19.8'");
const otherSystem = "Object.defineProperty(process, 'platform', { value: 'darwin' });";
const otherProcessor = "Object.defineProperty(process, 'arch', { value: 'riscv64' });";
const oldNode =
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.0' } });";

describe('npm run up on a machine that can’t hold the local cluster', () => {
  it.each([
    ['nobody in particular', notRoot, /needs root .*sudo npm run up/],
    ['without Go', root + noGo, /needs Go 1\.25 or newer: install Go/],
    ['with an old Go', root + oldGo, /needs Go 1\.25 or newer, and this is 1\.19/],
    ['another system', root + otherSystem, /needs Debian or Ubuntu/],
    ['another processor', root + otherProcessor, /x64 and arm64 processors, and this one is riscv64/],
    ['an old Node', root + oldNode, /needs Node 20\.20 or newer, and this is 18\.19\.0/],
  ])('%s: says in one sentence what to do', (_, machine, sentence) => {
    const { status, stderr } = up(machine);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/docker compose up.*--kubeconfig FILE/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('asks for none of this beside a cluster of one’s own', () => {
    const { status, stderr } = up(notRoot + noGo + otherSystem, '--kubeconfig', 'there-is-no-such-file');
    expect(status).toBe(1);
    expect(stderr).toMatch(/"--no-such-option" is not an option of up/);
  }, 60_000);
});
