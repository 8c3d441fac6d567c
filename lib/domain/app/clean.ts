import { isObject } from './json';

type Json = Record<string, unknown>;

/** Fields that the API server keeps for itself, by the path from the object's root. */
const META_NOISE = ['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink'];

/** Values that the API server fills in: telling them helps nobody to read a diff. */
const DEFAULTS: Record<string, unknown> = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  successThreshold: 1,
  sessionAffinity: 'None',
  internalTrafficPolicy: 'Cluster',
  ipFamilyPolicy: 'SingleStack',
};
const ASSIGNED = new Set(['clusterIP', 'clusterIPs', 'ipFamilies']);

/** An object as people read it: without status, bookkeeping and what the API server fills in by itself. */
export function cleanObject(object: Json): Json {
  const { status: _status, metadata, ...rest } = object;
  const meta = isObject(metadata) ? metadata : {};
  const annotations = isObject(meta['annotations']) ? { ...meta['annotations'] } : {};
  delete annotations['deployment.kubernetes.io/revision'];
  const kept = Object.fromEntries(
    Object.entries(meta).filter(([key]) => !META_NOISE.includes(key) && key !== 'annotations'),
  );
  const { apiVersion, kind, ...body } = rest;
  return {
    apiVersion,
    kind,
    metadata: sortKeys({ ...kept, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) }),
    ...(stripDefaults(body) as Json),
  };
}

function stripDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripDefaults);
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([key, item]) => item !== null && !ASSIGNED.has(key) && DEFAULTS[key] !== item)
    .map(([key, item]) => [key, stripDefaults(item)] as const)
    .filter(([, item]) => !(isObject(item) && Object.keys(item).length === 0));
  return sortKeys(Object.fromEntries(entries));
}

/** Names come first, as people write manifests; the rest by the alphabet, so that order is never a difference. */
function sortKeys(object: Json): Json {
  const rank = (key: string) => (key === 'name' ? '0' : key === 'namespace' ? '1' : `2${key}`);
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1)));
}
