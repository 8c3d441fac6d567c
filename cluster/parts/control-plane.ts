import { join } from 'node:path';
import type { Daemon } from '../lib/daemon';
import { answers } from '../lib/http';
import { demandFree } from '../lib/ports';
import { kubeconfigPath, kubeUrl, pkiPath, pkiText } from '../pki';
import { portVariable, type Ports, type Settings } from '../settings';
import { kubeBinary } from './programs';

const localhost = '127.0.0.1';

/** The check that a part's port is free, to be made right before its start. */
export function portCheck(
  settings: Settings,
  port: keyof Ports,
  address: string,
  what: string,
): () => Promise<void> {
  return () => demandFree(settings.ports[port], address, portVariable(port), what);
}

// The certificates' text is part of the configuration: a part is restarted when its certificate changes.
function texts(settings: Settings, ...names: string[]): string[] {
  return names.map((name) => pkiText(settings, name, 'crt'));
}

/** etcd, on loopback, reachable with a client certificate only: it holds every Secret of the cluster. */
export function etcd(settings: Settings): Daemon {
  const url = `https://${localhost}:${settings.ports.etcd}`;
  const peer = `http://${localhost}:${settings.ports.etcdPeer}`;
  return {
    name: 'etcd',
    command: [
      kubeBinary(settings),
      'etcd',
      '--name=berth',
      `--data-dir=${join(settings.state.folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=berth=${peer}`,
      `--cert-file=${pkiPath(settings, 'etcd', 'crt')}`,
      `--key-file=${pkiPath(settings, 'etcd', 'key')}`,
      `--trusted-ca-file=${pkiPath(settings, 'etcd-ca', 'crt')}`,
      '--client-cert-auth',
      '--auto-compaction-retention=1h',
      '--log-level=warn',
    ],
    configuration: texts(settings, 'etcd', 'etcd-ca'),
    before: portCheck(settings, 'etcd', localhost, 'etcd'),
    ready: answers({
      url: `${url}/health`,
      ca: pkiText(settings, 'etcd-ca', 'crt'),
      cert: pkiText(settings, 'etcd-client', 'crt'),
      key: pkiText(settings, 'etcd-client', 'key'),
    }),
  };
}

/** The API server. */
export function apiServer(settings: Settings): Daemon {
  const at = (name: string, kind: 'crt' | 'key' | 'pub'): string => pkiPath(settings, name, kind);
  return {
    name: 'kube-apiserver',
    command: [
      kubeBinary(settings),
      'kube-apiserver',
      `--bind-address=${settings.nodeIp}`,
      `--advertise-address=${settings.nodeIp}`,
      `--secure-port=${settings.ports.kube}`,
      `--tls-cert-file=${at('kube-apiserver', 'crt')}`,
      `--tls-private-key-file=${at('kube-apiserver', 'key')}`,
      `--client-ca-file=${at('kube-ca', 'crt')}`,
      `--etcd-servers=https://${localhost}:${settings.ports.etcd}`,
      `--etcd-cafile=${at('etcd-ca', 'crt')}`,
      `--etcd-certfile=${at('etcd-client', 'crt')}`,
      `--etcd-keyfile=${at('etcd-client', 'key')}`,
      `--kubelet-client-certificate=${at('apiserver-kubelet-client', 'crt')}`,
      `--kubelet-client-key=${at('apiserver-kubelet-client', 'key')}`,
      `--kubelet-certificate-authority=${at('kube-ca', 'crt')}`,
      // The node's name resolves nowhere.
      '--kubelet-preferred-address-types=InternalIP',
      `--service-cluster-ip-range=${settings.serviceCidr}`,
      `--service-account-key-file=${at('service-account', 'pub')}`,
      `--service-account-signing-key-file=${at('service-account', 'key')}`,
      `--service-account-issuer=https://kubernetes.default.svc.${settings.clusterDomain}`,
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--anonymous-auth=true',
      '--allow-privileged=true',
      `--requestheader-client-ca-file=${at('front-proxy-ca', 'crt')}`,
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      `--proxy-client-cert-file=${at('front-proxy-client', 'crt')}`,
      `--proxy-client-key-file=${at('front-proxy-client', 'key')}`,
      '--profiling=false',
      '--v=1',
    ],
    configuration: [
      ...texts(settings, 'kube-apiserver', 'kube-ca', 'etcd-ca', 'front-proxy-ca'),
      pkiText(settings, 'service-account', 'pub'),
    ],
    before: portCheck(settings, 'kube', settings.nodeIp, 'the Kubernetes API'),
    ready: answers({ url: `${kubeUrl(settings)}/readyz`, ...adminCredentials(settings) }),
    timeoutMs: 120_000,
  };
}

/** The administrator's way to the API server, for requests of the rig itself. */
export function adminCredentials(settings: Settings): { ca: string; cert: string; key: string } {
  return {
    ca: pkiText(settings, 'kube-ca', 'crt'),
    cert: pkiText(settings, 'admin', 'crt'),
    key: pkiText(settings, 'admin', 'key'),
  };
}

/** The controller manager. */
export function controllerManager(settings: Settings): Daemon {
  const name = 'kube-controller-manager';
  return {
    name,
    command: [
      kubeBinary(settings),
      name,
      ...servingFlags(settings, name, settings.ports.controllerManager),
      '--use-service-account-credentials',
      `--root-ca-file=${pkiPath(settings, 'kube-ca', 'crt')}`,
      `--service-account-private-key-file=${pkiPath(settings, 'service-account', 'key')}`,
      `--cluster-signing-cert-file=${pkiPath(settings, 'kube-ca', 'crt')}`,
      `--cluster-signing-key-file=${pkiPath(settings, 'kube-ca', 'key')}`,
      `--service-cluster-ip-range=${settings.serviceCidr}`,
    ],
    configuration: texts(settings, name, 'kube-ca'),
    before: portCheck(settings, 'controllerManager', localhost, 'the controller manager'),
    ready: healthz(settings, settings.ports.controllerManager),
  };
}

/** The scheduler. */
export function scheduler(settings: Settings): Daemon {
  const name = 'kube-scheduler';
  return {
    name,
    command: [kubeBinary(settings), name, ...servingFlags(settings, name, settings.ports.scheduler)],
    configuration: texts(settings, name, 'kube-ca'),
    before: portCheck(settings, 'scheduler', localhost, 'the scheduler'),
    ready: healthz(settings, settings.ports.scheduler),
  };
}

function servingFlags(settings: Settings, name: string, port: number): string[] {
  const kubeconfig = kubeconfigPath(settings, name);
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--bind-address=${localhost}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${pkiPath(settings, name, 'crt')}`,
    `--tls-private-key-file=${pkiPath(settings, name, 'key')}`,
    // There is one of each: an election would only delay the start after a crash, by the old lease's time.
    '--leader-elect=false',
    '--profiling=false',
  ];
}

function healthz(settings: Settings, port: number): Daemon['ready'] {
  return answers({ url: `https://${localhost}:${port}/healthz`, ca: pkiText(settings, 'kube-ca', 'crt') });
}
