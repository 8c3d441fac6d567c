import { compareQuantities } from '../quantity';
import { fieldProblem } from '../problem';
import { appSpecSchema, resourcesSchema, type AppSpec } from './spec';

/** What an image's own config says; structurally what a registry answers with. */
export interface ImageFacts {
  /** True only for a numbered user other than root: what a kubelet can check. */
  nonRoot: boolean;
  ports: readonly { port: number; protocol: 'TCP' | 'UDP' }[];
}

/** What people give: everything but the image may be left out. */
export interface DraftFields {
  image?: string | undefined;
  registry?: string | undefined;
  replicas?: number | undefined;
  command?: string[] | undefined;
  args?: string[] | undefined;
  env?: AppSpec['env'] | undefined;
  ports?: AppSpec['ports'] | undefined;
  port?: number | undefined;
  resources?: { [Key in keyof AppSpec['resources']]?: string | undefined } | undefined;
  readiness?: AppSpec['readiness'] | undefined;
  liveness?: AppSpec['liveness'] | undefined;
}

type Ports = AppSpec['ports'];

/**
 * The spec of a new app: what was given, else what the image's config says (ports, user), else defaults. Throws field
 * problems for what can't stand together.
 */
export function deriveSpec(
  draft: DraftFields & { image: string },
  registry: string,
  config: ImageFacts | null,
): AppSpec {
  const ports = givenPorts(draft) ?? portsOf(config);
  return checked({
    version: 1,
    image: draft.image,
    registry,
    replicas: draft.replicas ?? 1,
    command: draft.command ?? [],
    args: draft.args ?? [],
    env: draft.env ?? [],
    ports,
    resources: mergeResources(resourcesSchema.parse({}), draft.resources),
    readiness: draft.readiness ?? defaultReadiness(ports),
    liveness: draft.liveness ?? { kind: 'none' },
    runAsNonRoot: config?.nonRoot ?? false,
  });
}

/**
 * The next spec of an app: only what was given changes. A new image (`config` not null) brings its own user; its ports
 * only where the app has none.
 */
export function applyPatch(
  spec: AppSpec,
  patch: DraftFields,
  registry: string,
  config: ImageFacts | null,
): AppSpec {
  const ports = givenPorts(patch) ?? (spec.ports.length > 0 ? spec.ports : portsOf(config));
  // A readiness check that was only the default follows the port.
  const wasDefault = JSON.stringify(spec.readiness) === JSON.stringify(defaultReadiness(spec.ports));
  return checked({
    ...spec,
    image: patch.image ?? spec.image,
    registry,
    replicas: patch.replicas ?? spec.replicas,
    command: patch.command ?? spec.command,
    args: patch.args ?? spec.args,
    env: patch.env ?? spec.env,
    ports,
    resources: mergeResources(spec.resources, patch.resources),
    readiness: patch.readiness ?? (wasDefault ? defaultReadiness(ports) : spec.readiness),
    liveness: patch.liveness ?? spec.liveness,
    runAsNonRoot: config === null ? spec.runAsNonRoot : config.nonRoot,
  });
}

function givenPorts(draft: DraftFields): Ports | undefined {
  if (draft.ports !== undefined && draft.port !== undefined) {
    throw fieldProblem('port', 'Give port or ports, not both.');
  }
  return draft.port === undefined ? draft.ports : [{ name: 'http', port: draft.port, protocol: 'TCP' }];
}

/** Ports that an image says it listens on, at most 20, TCP first. */
function portsOf(config: ImageFacts | null): Ports {
  const found = [...(config?.ports ?? [])];
  found.sort((a, b) => a.protocol.localeCompare(b.protocol) || a.port - b.port);
  return found.slice(0, 20).map(({ port, protocol }, index) => ({
    name: index === 0 && protocol === 'TCP' ? 'http' : `${protocol.toLowerCase()}-${port}`,
    port,
    protocol,
  }));
}

function defaultReadiness(ports: Ports): AppSpec['readiness'] {
  const first = ports.find((port) => port.protocol === 'TCP');
  return first ? { kind: 'tcp', port: first.port } : { kind: 'none' };
}

/** A limit below an old request takes the request with it, and the other way round; both given must agree. */
function mergeResources(
  old: AppSpec['resources'],
  given: DraftFields['resources'] = {},
): AppSpec['resources'] {
  const merge = (request: 'cpuRequest' | 'memoryRequest', limit: 'cpuLimit' | 'memoryLimit') => {
    const merged = { request: given[request] ?? old[request], limit: given[limit] ?? old[limit] };
    if (compareQuantities(merged.request, merged.limit) <= 0) return merged;
    if (given[request] === undefined) return { ...merged, request: merged.limit };
    if (given[limit] === undefined) return { ...merged, limit: merged.request };
    throw fieldProblem(`resources.${request}`, 'A request can’t be more than its limit.');
  };
  const cpu = merge('cpuRequest', 'cpuLimit');
  const memory = merge('memoryRequest', 'memoryLimit');
  return {
    cpuRequest: cpu.request,
    cpuLimit: cpu.limit,
    memoryRequest: memory.request,
    memoryLimit: memory.limit,
  };
}

function checked(spec: AppSpec): AppSpec {
  refuseTwins(spec.env, (env) => env.name, 'env', 'name', 'This name stands twice.');
  refuseTwins(spec.ports, (port) => port.name, 'ports', 'name', 'This name stands twice.');
  refuseTwins(
    spec.ports,
    (port) => `${port.port}/${port.protocol}`,
    'ports',
    'port',
    'This port stands twice.',
  );
  return appSpecSchema.parse(spec);
}

function refuseTwins<T>(
  items: readonly T[],
  key: (item: T) => string,
  list: string,
  field: string,
  text: string,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(key(item))) throw fieldProblem(`${list}.${index}.${field}`, text);
    seen.add(key(item));
  });
}
