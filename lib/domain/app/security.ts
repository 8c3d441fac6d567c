import type { AppSpec } from './spec';

type Rendered = Record<string, unknown>;

/**
 * What a root image loses: nothing that common images (nginx, redis, PostgreSQL's and MySQL's entry points, gosu)
 * use at start: changing owners, changing user, ports below 1024 and chroot stay.
 */
const DROPPED_FROM_ROOT = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW', 'SETFCAP'];

/** The pod's security context: `restricted` when the image's user is not root. */
export function renderPodSecurity(spec: Pick<AppSpec, 'runAsNonRoot'>): Rendered {
  return {
    ...(spec.runAsNonRoot ? { runAsNonRoot: true } : {}),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** The container's security context; see `renderPodSecurity`. */
export function renderContainerSecurity(spec: Pick<AppSpec, 'runAsNonRoot'>): Rendered {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: spec.runAsNonRoot ? ['ALL'] : DROPPED_FROM_ROOT },
  };
}
