import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './lib/command';
import { writeFile } from './lib/files';
import type { Settings } from './settings';

/** The name of the pods' network, and of what belongs to it on the host. */
const networkName = 'berth';

const ruleComment = 'berth-rig';

/**
 * The CNI configuration. Each pod has a link of its own to the host (ptp)
 * instead of a bridge: all its packets are routed, so services work from pods
 * whether or not the kernel filters bridged packets.
 */
function cniConfiguration(settings: Settings): string {
  return JSON.stringify({
    cniVersion: '1.0.0',
    name: networkName,
    plugins: [
      {
        type: 'ptp',
        mtu: 1500,
        ipMasq: false,
        ipam: {
          type: 'host-local',
          dataDir: '/run/berth/cni',
          ranges: [[{ subnet: settings.podCidr }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  });
}

async function hasNodeAddress(nodeIp: string): Promise<boolean> {
  const shown = await attempt('ip', ['-4', '-o', 'address', 'show', 'dev', 'lo']);
  return shown.stdout.includes(` ${nodeIp}/32 `);
}

/** Gives the node its address, the pods their way out, and the runtime its network configuration. */
export async function prepareNetwork(settings: Settings): Promise<void> {
  // A kubelet refuses a loopback address, and a machine's own addresses come and go: so the node has one of its own.
  if (!(await hasNodeAddress(settings.nodeIp))) {
    await run('ip', ['address', 'add', `${settings.nodeIp}/32`, 'dev', 'lo']);
  }
  const { podCidr, serviceCidr } = settings;
  const table = `ip ${networkName}`;
  const rules = [
    `add table ${table}`,
    `flush table ${table}`,
    `add chain ${table} postrouting { type nat hook postrouting priority 100; }`,
    `add rule ${table} postrouting ip saddr ${podCidr} ip daddr != ${podCidr} fib daddr type != local masquerade`,
    // Until kube-proxy has its rules, a service's address would lead out of the machine,
    // to whoever has it there; and a connection once made is kept.
    ...['output', 'forward'].flatMap((hook) => [
      `add chain ${table} ${hook} { type filter hook ${hook} priority 0; }`,
      `add rule ${table} ${hook} ip daddr ${serviceCidr} reject`,
    ]),
  ];
  await run('nft', ['-f', '-'], { input: `${rules.join('\n')}\n` });
  await openForwarding(settings);
  const folder = join(settings.state.etc, 'cni');
  mkdirSync(folder, { recursive: true });
  writeFile(join(folder, '10-berth.conflist'), cniConfiguration(settings), 0o644);
}

// Docker and some firewalls drop forwarded packets unless told otherwise.
async function openForwarding(settings: Settings): Promise<void> {
  const rules = await attempt('iptables', ['-S', 'FORWARD']);
  if (!rules.stdout.includes('-P FORWARD DROP') || rules.stdout.includes(ruleComment)) return;
  for (const direction of ['-s', '-d']) {
    await run('iptables', [
      '-I',
      'FORWARD',
      direction,
      settings.podCidr,
      '-m',
      'comment',
      '--comment',
      ruleComment,
      '-j',
      'ACCEPT',
    ]);
  }
}

/** Takes away every address, link, table and rule that the rig has made. */
export async function removeNetwork(network: { nodeIp: string; podCidr: string }): Promise<void> {
  await removeLinks(network.podCidr);
  if (await hasNodeAddress(network.nodeIp)) {
    await attempt('ip', ['address', 'del', `${network.nodeIp}/32`, 'dev', 'lo']);
  }
  for (const table of [`ip ${networkName}`, 'ip kube-proxy', 'ip6 kube-proxy']) {
    await attempt('nft', ['delete', 'table', ...table.split(' ')]);
  }
  await removeIptablesRules('iptables');
  await removeIptablesRules('ip6tables');
  rmSync('/run/berth/cni', { recursive: true, force: true });
  removeCniResults();
}

// The host's end of each pod's link holds the gateway's address.
async function removeLinks(podCidr: string): Promise<void> {
  const gateway = podCidr.replace(/\.0\/\d+$/, '.1');
  const shown = await attempt('ip', ['-4', '-o', 'address', 'show']);
  for (const line of shown.stdout.split('\n')) {
    const [, link, , address] = line.trim().split(/\s+/);
    if (link?.startsWith('veth') && address?.startsWith(`${gateway}/`))
      await attempt('ip', ['link', 'del', link]);
  }
}

// Host ports are opened by the portmap plugin, in chains whose names begin with CNI-.
async function removeIptablesRules(program: string): Promise<void> {
  for (const table of ['nat', 'filter']) {
    const saved = await attempt(`${program}-save`, ['-t', table]);
    const lines = saved.stdout.split('\n');
    const ours =
      /(CNI-(HOSTPORT|DN|SN)-?)|KUBE-(KUBELET-CANARY|IPTABLES-HINT|MARK|POSTROUTING|FIREWALL)|berth-rig/;
    for (const rule of lines.filter((line) => line.startsWith('-A ') && ours.test(line))) {
      await attempt(program, ['-t', table, '-D', ...words(rule.slice(3))]);
    }
    for (const line of lines.filter((each) => each.startsWith(':') && ours.test(each))) {
      await attempt(program, ['-t', table, '-X', line.slice(1).split(' ')[0] ?? '']);
    }
  }
  await removeEmptyTables(program === 'iptables' ? 'ip' : 'ip6');
}

function words(rule: string): string[] {
  return [...rule.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

// iptables makes a table with empty chains as soon as it is asked about one.
async function removeEmptyTables(family: string): Promise<void> {
  for (const table of ['nat', 'filter', 'mangle']) {
    const shown = await attempt('nft', ['list', 'table', family, table]);
    if (shown.code !== 0) continue;
    const body = shown.stdout.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
    const empty = body.every((line) =>
      /^(table |\s*chain |\s*type .* hook .* policy accept;|\s*})/.test(line),
    );
    if (empty) await attempt('nft', ['delete', 'table', family, table]);
  }
}

function removeCniResults(): void {
  const folder = '/var/lib/cni/results';
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names.filter(
    (each) => each.startsWith(`${networkName}-`) || each.startsWith('cni-loopback-'),
  )) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (text.includes('/run/berth/')) rmSync(join(folder, name), { force: true });
  }
}
