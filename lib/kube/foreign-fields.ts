import type { KubeObject } from './types';

/** A field that somebody else than Berth set and Berth does not. */
export interface ForeignField {
  manager: string;
  /** As people write it: `containers[web].image`, below the pod's spec; `replicas` of the object. */
  field: string;
}

const OURS = 'berth';
/** Works for the objects themselves: status, rollouts, autoscaling. */
const CONTROLLER = 'kube-controller-manager';
const MOST = 10;

interface Entry {
  manager?: string;
  subresource?: string;
  fieldsV1?: Fields;
}
interface Fields {
  [key: string]: Fields | undefined;
}

/** What others set of a Deployment's replicas and pod spec, as the API server keeps count of it (managedFields). */
export function foreignFields(object: KubeObject): ForeignField[] {
  const entries = (object.metadata['managedFields'] ?? []) as Entry[];
  const ours = new Set(entries.filter((entry) => entry.manager === OURS).flatMap(fieldsOf));
  return entries
    .filter(
      ({ manager, subresource }) => manager !== OURS && manager !== CONTROLLER && subresource !== 'status',
    )
    .flatMap((entry) =>
      fieldsOf(entry)
        .filter((field) => !ours.has(field))
        .map((field) => ({ manager: entry.manager ?? '', field })),
    )
    .slice(0, MOST);
}

function fieldsOf({ fieldsV1 }: Entry): string[] {
  const spec = fieldsV1?.['f:spec'];
  const podSpec = spec?.['f:template']?.['f:spec'];
  return [...(spec?.['f:replicas'] ? ['replicas'] : []), ...(podSpec ? leaves(podSpec, '') : [])];
}

function leaves(fields: Fields, path: string): string[] {
  return Object.entries(fields).flatMap(([key, below]) => {
    // The entry of the item or object itself, beside those of its fields.
    if (key === '.') return [];
    const here = `${path}${wordOf(key, path)}`;
    const inside = below && Object.keys(below).some((each) => each !== '.') ? leaves(below, here) : [];
    return inside.length > 0 ? inside : [here];
  });
}

function wordOf(key: string, path: string): string {
  const text = key.slice(2);
  if (key.startsWith('f:')) return path === '' ? text : `.${text}`;
  const name = /"(?:name|mountPath|containerPort)":"?([^",}]+)/.exec(text)?.[1];
  return `[${name ?? text}]`;
}
