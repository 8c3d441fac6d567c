/** One container of a pod as a log reader needs to know it. */
export interface ContainerFacts {
  name: string;
  /** True for what is read only when it is named: what runs before the pod's own containers, and debug containers. */
  aside: boolean;
  /** The runtime's id of the present run, or of the last one while none runs; null before the first. */
  run: string | null;
  running: boolean;
  restarts: number;
  /** How the last run ended. */
  exitCode: number | null;
  reason: string | null;
}

export interface PodFacts {
  uid: string;
  name: string;
  /** True when no container of it will start again. */
  finished: boolean;
  containers: ContainerFacts[];
}

/** The pods that a log is about, kept up to date by the shared watch. */
export interface PodFeed {
  /** True when it is about one pod: no other will join. */
  fixed: boolean;
  pods: () => PodFacts[];
  /** Resolves at the next change, or when the signal ends. */
  changed: (signal: AbortSignal) => Promise<void>;
  /** Tells when the cluster begins or ends to answer; the answer ends that. */
  onReach?: (tell: (reachable: boolean) => void) => () => void;
  close: () => void;
}
