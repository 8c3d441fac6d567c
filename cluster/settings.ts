import { checkout, resolveState, statePaths, type StatePaths } from '../scripts/lib/state.mjs';
import { Failure, messageOf } from './lib/failure';

/** The ports that the rig listens on; each can be moved by the variable named in `portVariables`. */
export interface Ports {
  console: number;
  kube: number;
  registry: number;
  runtimeRegistry: number;
  database: number;
  etcd: number;
  etcdPeer: number;
  kubelet: number;
  kubeletHealth: number;
  controllerManager: number;
  scheduler: number;
  proxyHealth: number;
  proxyMetrics: number;
  dns: number;
  dnsHealth: number;
  metrics: number;
  kwok: number;
}

const portVariables: Record<keyof Ports, [variable: string, fallback: number]> = {
  console: ['PORT', 3000],
  kube: ['BERTH_KUBE_PORT', 6443],
  registry: ['BERTH_REGISTRY_PORT', 5000],
  runtimeRegistry: ['BERTH_RUNTIME_REGISTRY_PORT', 5001],
  database: ['BERTH_DB_PORT', 5433],
  etcd: ['BERTH_ETCD_PORT', 2379],
  etcdPeer: ['BERTH_ETCD_PEER_PORT', 2380],
  kubelet: ['BERTH_KUBELET_PORT', 10250],
  kubeletHealth: ['BERTH_KUBELET_HEALTH_PORT', 10248],
  controllerManager: ['BERTH_CONTROLLER_MANAGER_PORT', 10257],
  scheduler: ['BERTH_SCHEDULER_PORT', 10259],
  proxyHealth: ['BERTH_PROXY_HEALTH_PORT', 10256],
  proxyMetrics: ['BERTH_PROXY_METRICS_PORT', 10249],
  dns: ['BERTH_DNS_PORT', 10053],
  dnsHealth: ['BERTH_DNS_HEALTH_PORT', 10054],
  metrics: ['BERTH_METRICS_PORT', 10443],
  kwok: ['BERTH_KWOK_PORT', 10247],
};

/** Everything about the rig that its surroundings can change. */
export interface Settings {
  checkout: string;
  state: StatePaths;
  stateNote: string | undefined;
  nodeIp: string;
  nodeName: string;
  podCidr: string;
  serviceCidr: string;
  /** The first address of the service range: `kubernetes.default`. */
  serviceIp: string;
  /** The tenth address of the service range: `kube-dns.kube-system`. */
  dnsIp: string;
  clusterDomain: string;
  /** How large a container's log file gets before the kubelet rotates it. */
  containerLogMaxSize: string;
  ports: Ports;
  consoleUrl: string;
}

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const cidr = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.0\/(\d{1,2})$/;

function matched(variable: string, value: string, shape: RegExp, example: string): string {
  if (!shape.test(value)) throw new Failure(`${variable} must look like ${example}, not "${value}".`);
  return value;
}

function readPort(env: NodeJS.ProcessEnv, variable: string, fallback: number): number {
  const text = env[variable];
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(`${variable} must be a port number between 1 and 65535, not "${text}".`);
  }
  return port;
}

function readPorts(env: NodeJS.ProcessEnv): Ports {
  const ports = {} as Ports;
  const taken = new Map<number, string>();
  for (const name of Object.keys(portVariables) as (keyof Ports)[]) {
    const [variable, fallback] = portVariables[name];
    const port = readPort(env, variable, fallback);
    const other = taken.get(port);
    if (other) throw new Failure(`${variable} and ${other} are both ${port}: give one of them another port.`);
    taken.set(port, variable);
    ports[name] = port;
  }
  return ports;
}

/** The variable that moves a port. */
export function portVariable(name: keyof Ports): string {
  return portVariables[name][0];
}

function stateFolder(env: NodeJS.ProcessEnv): ReturnType<typeof resolveState> {
  try {
    return resolveState(env);
  } catch (thrown) {
    throw new Failure(messageOf(thrown));
  }
}

/** Reads the rig's settings from the environment. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const { folder, note } = stateFolder(env);
  const ports = readPorts(env);
  const serviceCidr = matched(
    'BERTH_SERVICE_CIDR',
    env.BERTH_SERVICE_CIDR || '10.97.0.0/16',
    cidr,
    '10.97.0.0/16',
  );
  const servicePrefix = cidr.exec(serviceCidr)?.[1] ?? '';
  return {
    checkout,
    state: statePaths(folder),
    stateNote: note,
    nodeIp: matched('BERTH_NODE_IP', env.BERTH_NODE_IP || '10.99.0.1', ipv4, '10.99.0.1'),
    nodeName: 'berth',
    podCidr: matched('BERTH_POD_CIDR', env.BERTH_POD_CIDR || '10.98.0.0/20', cidr, '10.98.0.0/20'),
    serviceCidr,
    serviceIp: `${servicePrefix}.1`,
    dnsIp: `${servicePrefix}.10`,
    clusterDomain: 'cluster.local',
    containerLogMaxSize: matched(
      'BERTH_CONTAINER_LOG_MAX_SIZE',
      env.BERTH_CONTAINER_LOG_MAX_SIZE || '10Mi',
      /^[1-9]\d*[KMG]i$/,
      '10Mi',
    ),
    ports,
    consoleUrl: env.BERTH_URL || `http://localhost:${ports.console}`,
  };
}
