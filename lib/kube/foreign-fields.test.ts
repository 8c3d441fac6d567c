import { describe, expect, it } from 'vitest';
import { foreignFields } from './foreign-fields';

const web = 'k:{"name":"web"}';
const podSpec = (fields: Record<string, unknown>) => ({ 'f:spec': { 'f:template': { 'f:spec': fields } } });
const deployment = (managedFields: unknown[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', managedFields },
});

describe('foreignFields', () => {
  it('names what others set, and not what we set too, nor the controller', () => {
    const ours = podSpec({ 'f:containers': { [web]: { '.': {}, 'f:name': {}, 'f:command': {} } } });
    const theirs = podSpec({
      'f:containers': {
        [web]: {
          'f:command': {},
          'f:image': {},
          'f:env': { '.': {}, 'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
        },
      },
    });
    const found = foreignFields(
      deployment([
        { manager: 'berth', operation: 'Apply', fieldsV1: ours },
        { manager: 'kubectl-set', operation: 'Update', fieldsV1: theirs },
        { manager: 'kubectl', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
        { manager: 'kube-controller-manager', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
        { manager: 'kubectl-rollout', fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:x': {} } } } },
      ]),
    );
    expect(found).toEqual([
      { manager: 'kubectl-set', field: 'containers[web].image' },
      { manager: 'kubectl-set', field: 'containers[web].env[A].name' },
      { manager: 'kubectl-set', field: 'containers[web].env[A].value' },
      { manager: 'kubectl', field: 'replicas' },
    ]);
  });

  it('is empty without bookkeeping', () => {
    expect(foreignFields({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } })).toEqual(
      [],
    );
  });
});
