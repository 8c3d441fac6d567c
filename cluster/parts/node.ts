import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runFolder } from '../../scripts/lib/state.mjs';
import type { Daemon } from '../lib/daemon';
import { writeFile } from '../lib/files';
import { answers, call } from '../lib/http';
import { kubeconfigPath, kubeUrl, pkiPath, pkiText } from '../pki';
import type { Settings } from '../settings';
import { adminCredentials, portCheck } from './control-plane';
import { kubeBinary } from './programs';
import { pauseImage } from './registry';

const localhost = '127.0.0.1';
const socket = join(runFolder, 'containerd.sock');

// Capability 24 in the set that no process here can go beyond.
function mayLowerOomScore(): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${bounding}`) & (1n << 24n)) !== 0n;
}

function containerdConfiguration(settings: Settings): string {
  const cri = 'plugins."io.containerd.grpc.v1.cri"';
  return [
    'version = 2',
    `root = "${join(settings.state.folder, 'containerd')}"`,
    `state = "${join(runFolder, 'containerd')}"`,
    'disabled_plugins = ["io.containerd.internal.v1.opt"]',
    '[grpc]',
    `address = "${socket}"`,
    `[${cri}]`,
    `sandbox_image = "${pauseImage}"`,
    // Without the capability runc can't give a pod's process the score that the kubelet asks for, and no pod starts.
    `restrict_oom_score_adj = ${!mayLowerOomScore()}`,
    'netns_mounts_under_state_dir = true',
    `stream_server_address = "${localhost}"`,
    `[${cri}.cni]`,
    'bin_dir = "/usr/lib/cni"',
    `conf_dir = "${join(settings.state.etc, 'cni')}"`,
    `[${cri}.containerd]`,
    'snapshotter = "overlayfs"',
    'default_runtime_name = "runc"',
    `[${cri}.containerd.runtimes.runc]`,
    'runtime_type = "io.containerd.runc.v2"',
    `[${cri}.containerd.runtimes.runc.options]`,
    'SystemdCgroup = false',
    `Root = "${join(runFolder, 'runc')}"`,
    `[${cri}.registry]`,
    `config_path = "${join(settings.state.etc, 'registries')}"`,
    '',
  ].join('\n');
}

function reachable(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const opened = connect(path);
    opened.on('connect', () => resolve((opened.destroy(), undefined)));
    opened.on('error', (error) => resolve(error.message));
  });
}

/** The container runtime. */
export function containerd(settings: Settings): Daemon {
  const path = join(settings.state.etc, 'containerd.toml');
  const configuration = containerdConfiguration(settings);
  writeFile(path, configuration, 0o644);
  return {
    name: 'containerd',
    command: ['containerd', '--config', path],
    configuration: [configuration],
    ready: () => reachable(socket),
  };
}

// Where systemd-resolved answers on loopback, pods need the list of real servers that it keeps.
function resolvConf(): string {
  const real = '/run/systemd/resolve/resolv.conf';
  const local =
    existsSync('/etc/resolv.conf') && readFileSync('/etc/resolv.conf', 'utf8').includes('127.0.0.53');
  return local && existsSync(real) ? real : '/etc/resolv.conf';
}

function kubeletConfiguration(settings: Settings): string {
  return JSON.stringify(
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: settings.nodeIp,
      port: settings.ports.kubelet,
      healthzBindAddress: localhost,
      healthzPort: settings.ports.kubeletHealth,
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: pkiPath(settings, 'kube-ca', 'crt') },
      },
      authorization: { mode: 'Webhook' },
      tlsCertFile: pkiPath(settings, 'kubelet-serving', 'crt'),
      tlsPrivateKeyFile: pkiPath(settings, 'kubelet-serving', 'key'),
      containerRuntimeEndpoint: `unix://${socket}`,
      clusterDNS: [settings.dnsIp],
      clusterDomain: settings.clusterDomain,
      resolvConf: resolvConf(),
      cgroupDriver: 'cgroupfs',
      failCgroupV1: false,
      failSwapOn: false,
      containerLogMaxSize: settings.containerLogMaxSize,
      podLogsDir: join(settings.state.folder, 'pod-logs'),
      maxPods: 250,
      makeIPTablesUtilChains: false,
      // A developer's disk is often fuller than a server's: shares of it would evict pods for no reason.
      evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1Gi', 'imagefs.available': '1Gi' },
      imageGCHighThresholdPercent: 95,
      imageGCLowThresholdPercent: 90,
      serializeImagePulls: false,
    },
    undefined,
    2,
  );
}

/** The kubelet, ready when it is healthy; whether the node is usable is for `nodeReady` to say. */
export function kubelet(settings: Settings): Daemon {
  const path = join(settings.state.etc, 'kubelet.yaml');
  const configuration = kubeletConfiguration(settings);
  writeFile(path, configuration, 0o644);
  const root = join(settings.state.folder, 'kubelet');
  mkdirSync(root, { recursive: true });
  return {
    name: 'kubelet',
    command: [
      kubeBinary(settings),
      'kubelet',
      `--config=${path}`,
      `--kubeconfig=${kubeconfigPath(settings, 'kubelet')}`,
      `--root-dir=${root}`,
      `--cert-dir=${join(root, 'pki')}`,
      `--hostname-override=${settings.nodeName}`,
      `--node-ip=${settings.nodeIp}`,
      '--v=1',
    ],
    configuration: [
      configuration,
      pkiText(settings, 'kubelet-serving', 'crt'),
      pkiText(settings, 'kube-ca', 'crt'),
    ],
    before: portCheck(settings, 'kubelet', settings.nodeIp, 'the kubelet'),
    ready: answers({ url: `http://${localhost}:${settings.ports.kubeletHealth}/healthz` }),
  };
}

/** kube-proxy, which makes services' addresses work. */
export function kubeProxy(settings: Settings): Daemon {
  const path = join(settings.state.etc, 'kube-proxy.yaml');
  const configuration = JSON.stringify(
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'nftables',
      hostnameOverride: settings.nodeName,
      clientConnection: { kubeconfig: kubeconfigPath(settings, 'kube-proxy') },
      clusterCIDR: settings.podCidr,
      healthzBindAddress: `${localhost}:${settings.ports.proxyHealth}`,
      metricsBindAddress: `${localhost}:${settings.ports.proxyMetrics}`,
      // The machine's own limits stay as they are.
      conntrack: { maxPerCore: 0, tcpCloseWaitTimeout: '0s', tcpEstablishedTimeout: '0s' },
    },
    undefined,
    2,
  );
  writeFile(path, configuration, 0o644);
  return {
    name: 'kube-proxy',
    command: [kubeBinary(settings), 'kube-proxy', `--config=${path}`],
    configuration: [configuration],
    before: portCheck(settings, 'proxyHealth', localhost, "kube-proxy's health check"),
    ready: answers({ url: `http://${localhost}:${settings.ports.proxyHealth}/livez` }),
  };
}

interface NodeStatus {
  status?: { conditions?: { type: string; status: string; message?: string; lastHeartbeatTime?: string }[] };
}

/**
 * Whether pods can run: the node says so, and has said it since its kubelet was
 * started; what it said before, the cluster remembers too.
 */
export function nodeReady(settings: Settings, startedMs: number): () => Promise<string | undefined> {
  return async () => {
    const answer = await call({
      url: `${kubeUrl(settings)}/api/v1/nodes/${settings.nodeName}`,
      ...adminCredentials(settings),
    });
    if (answer.status !== 200) return `the node is not registered yet (${answer.status})`;
    const node = JSON.parse(answer.body) as NodeStatus;
    const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
    if (ready?.status !== 'True') return ready?.message ?? 'the node says nothing about itself yet';
    // The times in it are cut to seconds.
    return Date.parse(ready.lastHeartbeatTime ?? '') >= startedMs - 1_000
      ? undefined
      : 'the kubelet has not reported yet';
  };
}
