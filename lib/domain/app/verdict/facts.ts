import type { AppSpec, Desired } from '../spec';

/** What is known of an app's objects: only what a verdict needs. Times are RFC 3339. */
export interface Facts {
  app: string;
  desired: Desired;
  deleting: boolean;
  release: ReleaseFacts | null;
  /** What the newest release says; null in tests of what does not look at it. */
  released: ReleasedFacts | null;
  deployment: DeploymentFacts | null;
  replicaSets: ReplicaSetFacts[];
  pods: PodFacts[];
  /** Of the app's objects and pods, newest first. */
  events: EventFacts[];
  nodes: NodeFacts[];
  memoryLimit: string;
  stabilitySeconds: number;
  /** Milliseconds. */
  now: number;
}

/** The newest release. */
interface ReleaseFacts {
  number: number;
  phase: 'recorded' | 'applied' | 'failed' | 'superseded';
  phaseDetail: string | null;
  /** When it was handed to the cluster. */
  appliedAt: string | null;
}

interface ReleasedFacts extends Pick<AppSpec, 'readiness' | 'liveness' | 'runAsNonRoot'> {
  /** For people: `samples/web:1`. */
  image: string;
  /** What the nodes pull: `host/samples/web@sha256:…`. */
  reference: string;
}

export interface NodeFacts {
  ready: boolean;
  schedulable: boolean;
  allocatable: Record<string, string>;
}

export interface ConditionFacts {
  type: string;
  status: string;
  reason: string;
  message: string;
  at: string | null;
}

export interface DeploymentFacts {
  name: string;
  release: number | null;
  /** Of the annotation that Kubernetes gives Deployment and ReplicaSet alike. */
  revision: string | null;
  generation: number;
  observedGeneration: number;
  replicas: number;
  updated: number;
  ready: number;
  available: number;
  /** What the object itself asks for. */
  wanted: number;
  /** By container. */
  images: Record<string, string>;
  /** Fields that others than Berth set and Berth does not. */
  foreign: { manager: string; field: string }[];
  conditions: ConditionFacts[];
}

export interface ReplicaSetFacts {
  name: string;
  revision: string | null;
  release: number | null;
  wanted: number;
  replicas: number;
  ready: number;
  available: number;
  conditions: ConditionFacts[];
}

/** One run of a container that is over. */
export interface EndedFacts {
  reason: string | null;
  exitCode: number;
  message: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface ContainerFacts {
  name: string;
  image: string;
  ready: boolean;
  restarts: number;
  cpuRequest: string | null;
  memoryRequest: string | null;
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  reason: string | null;
  message: string | null;
  startedAt: string | null;
  /** How the present run ended (state terminated), else how the run before it did; null when none has ended. */
  ended: EndedFacts | null;
}

export interface PodFacts {
  name: string;
  phase: string;
  /** The pod's own reason, e.g. Evicted, NodeLost. */
  reason: string | null;
  message: string | null;
  /** Name of the ReplicaSet that owns it. */
  owner: string | null;
  release: number | null;
  deleting: boolean;
  node: string | null;
  createdAt: string | null;
  ready: boolean;
  conditions: ConditionFacts[];
  initContainers: ContainerFacts[];
  containers: ContainerFacts[];
}

export interface EventFacts {
  type: string;
  reason: string;
  message: string;
  /** Kind and name of what it is about. */
  kind: string;
  object: string;
  count: number;
  at: string | null;
}
