import type { AppSpec } from './spec';

type Probe = AppSpec['readiness'];
type Rendered = Record<string, unknown>;

/**
 * Readiness is asked often, so that traffic starts within seconds. A liveness check has a startup check before it, so
 * that a slow start (2 minutes at most) is not taken for a hang.
 */
export function renderProbes(spec: Pick<AppSpec, 'readiness' | 'liveness'>): Rendered {
  const readiness = action(spec.readiness);
  const liveness = action(spec.liveness);
  return {
    ...(readiness
      ? { readinessProbe: { ...readiness, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 3 } }
      : {}),
    ...(liveness
      ? {
          startupProbe: { ...liveness, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 60 },
          livenessProbe: { ...liveness, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        }
      : {}),
  };
}

function action(probe: Probe): Rendered | null {
  switch (probe.kind) {
    case 'none':
      return null;
    case 'tcp':
      return { tcpSocket: { port: probe.port } };
    case 'http':
      return { httpGet: { path: probe.path, port: probe.port, scheme: 'HTTP' } };
    case 'command':
      return { exec: { command: probe.command } };
  }
}
