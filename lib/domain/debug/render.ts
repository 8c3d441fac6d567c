/** What every debug container's name begins with; deploy/kubernetes/40-debug-containers.yaml asks for it. */
export const DEBUG_PREFIX = 'debug-';

/** Who a debug container runs as where its target's user is root or not known. */
export const OTHER_USER = 65534;

/** An ephemeral container as Kubernetes has it. */
interface DebugContainer extends Record<string, unknown> {
  name: string;
  image: string;
  targetContainerName: string;
}

// As no first process of its own PID namespace it would die of SIGTERM anyway; where the runtime shares none, it would
// not, and the pod would wait for it at its end.
const STAY = 'trap "exit 0" TERM INT; while :; do sleep 86400 & wait $!; done';

/**
 * The container that is added to a pod: it meets the Pod Security level `restricted` in any project, reads no Secret and
 * mounts nothing. With the user of the container that it looks at it may read that one's files below /proc/1/root.
 */
export function renderDebugContainer(input: {
  name: string;
  target: string;
  image: string;
  user: number;
}): DebugContainer {
  return {
    name: input.name,
    image: input.image,
    // The reference is a digest: what the node has under it is what was asked for.
    imagePullPolicy: 'IfNotPresent',
    targetContainerName: input.target,
    command: ['sh', '-c', STAY],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: input.user,
      runAsGroup: input.user,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

interface SecurityContext {
  runAsUser?: number;
}

/** The user that a container runs as: what its spec says, else its image. Null for root and for what is not known. */
export function targetUser(
  container: SecurityContext | undefined,
  pod: SecurityContext | undefined,
  imageUser: string | null,
): number | null {
  const said = container?.runAsUser ?? pod?.runAsUser;
  const digits = /^(\d+)(?::.*)?$/.exec(imageUser ?? '')?.[1];
  const user = said ?? (digits === undefined ? 0 : Number(digits));
  return user > 0 ? user : null;
}
