import { MANAGER, RELEASE_LABEL, RESTARTED_ANNOTATION, stableLabels, versionLabel } from './labels';
import { renderProbes } from './probes';
import { renderContainerSecurity, renderPodSecurity } from './security';
import type { AppSpec, Desired } from './spec';

/** A rendered object; structurally what lib/kube applies. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  [key: string]: unknown;
}

export interface RenderInput {
  project: string;
  app: string;
  spec: AppSpec;
  desired: Desired;
  /** The release's number. */
  release: number;
  /** What the node pulls: `host/repository@sha256:…`. */
  reference: string;
  /** Name of the pull Secret in the project, when the registry needs one. */
  pullSecretName: string | null;
  /** How long a pod must stay ready before it counts as available. */
  stabilitySeconds: number;
}

/** The kinds that an app may own; what is pruned and deleted is looked for in these. */
export const APP_KINDS = [
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'v1', kind: 'Service' },
] as const;

/** How many pods the app is meant to have now. */
export function wantedReplicas(desired: Desired): number {
  return desired.stopped ? 0 : desired.replicas;
}

/** How long a rollout may make no progress before the cluster gives it up. */
export function progressDeadline(stabilitySeconds: number): number {
  return Math.max(300, stabilitySeconds + 240);
}

/** An app as Kubernetes objects: always the same for the same input. */
export function renderApp(input: RenderInput): Manifest[] {
  const manifests = [renderDeployment(input)];
  if (input.spec.ports.length > 0) manifests.push(renderService(input));
  return manifests;
}

function labelsOf(input: RenderInput): Record<string, string> {
  const version = versionLabel(input.spec.image);
  return {
    'app.kubernetes.io/name': input.app,
    'app.kubernetes.io/instance': input.app,
    'app.kubernetes.io/managed-by': MANAGER,
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
    ...stableLabels(input.project, input.app),
    [RELEASE_LABEL]: String(input.release),
  };
}

function renderDeployment(input: RenderInput): Manifest {
  const { spec, desired } = input;
  const labels = labelsOf(input);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: input.app, namespace: input.project, labels },
    spec: {
      replicas: wantedReplicas(desired),
      selector: { matchLabels: stableLabels(input.project, input.app) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      minReadySeconds: input.stabilitySeconds,
      progressDeadlineSeconds: progressDeadline(input.stabilitySeconds),
      revisionHistoryLimit: 3,
      template: {
        metadata: {
          labels,
          ...(desired.restartedAt === null
            ? {}
            : { annotations: { [RESTARTED_ANNOTATION]: desired.restartedAt } }),
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 30,
          ...(input.pullSecretName === null ? {} : { imagePullSecrets: [{ name: input.pullSecretName }] }),
          securityContext: renderPodSecurity(spec),
          containers: [renderContainer(input)],
        },
      },
    },
  };
}

function renderContainer({ app, spec, reference }: RenderInput): Record<string, unknown> {
  const { resources } = spec;
  return {
    name: app,
    image: reference,
    // The reference is a digest: what the node has under it is what was released.
    imagePullPolicy: 'IfNotPresent',
    ...(spec.command.length > 0 ? { command: spec.command } : {}),
    ...(spec.args.length > 0 ? { args: spec.args } : {}),
    ...(spec.env.length > 0 ? { env: spec.env.map(renderEnv) } : {}),
    ...(spec.ports.length > 0
      ? {
          ports: spec.ports.map((port) => ({
            name: port.name,
            containerPort: port.port,
            protocol: port.protocol,
          })),
        }
      : {}),
    resources: {
      requests: { cpu: resources.cpuRequest, memory: resources.memoryRequest },
      limits: { cpu: resources.cpuLimit, memory: resources.memoryLimit },
    },
    ...renderProbes(spec),
    securityContext: renderContainerSecurity(spec),
  };
}

function renderEnv(env: AppSpec['env'][number]): Record<string, unknown> {
  if (env.secret) return { name: env.name, valueFrom: { secretKeyRef: { ...env.secret } } };
  return { name: env.name, value: env.value ?? '' };
}

function renderService(input: RenderInput): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: input.app, namespace: input.project, labels: labelsOf(input) },
    spec: {
      type: 'ClusterIP',
      selector: stableLabels(input.project, input.app),
      ports: input.spec.ports.map((port) => ({
        name: port.name,
        port: port.port,
        targetPort: port.name,
        protocol: port.protocol,
      })),
    },
  };
}
