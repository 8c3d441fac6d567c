import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { allKubeGroups } from '../access';
import { DEFAULT_QUOTA, quotaSchema } from './quota';
import { renderNamespace, renderProject, type ProjectSpec } from './render';

const shop: ProjectSpec = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  name: 'shop',
  tenant: 'retail',
  environment: 'dev',
  podSecurity: 'baseline',
  quota: DEFAULT_QUOTA,
};

function yamlOf(project: ProjectSpec): string {
  return [renderNamespace(project), ...renderProject(project)]
    .map((manifest) => stringify(manifest))
    .join('---\n');
}

describe('renderProject', () => {
  it('makes a project with the defaults', async () => {
    await expect(yamlOf(shop)).toMatchFileSnapshot('golden/default.golden.yaml');
  });

  it('follows quota, environment and Pod Security level', async () => {
    const quota = quotaSchema.parse({ cpu: '500m', memory: '1.5Gi', pods: 5, volumes: 0, storage: '1Gi' });
    const project: ProjectSpec = { ...shop, environment: 'prod', podSecurity: 'restricted', quota };
    await expect(yamlOf(project)).toMatchFileSnapshot('golden/restricted.golden.yaml');
  });

  it('binds every group that an act can be impersonated with, and no other', () => {
    const bindings = renderProject(shop).filter((manifest) => manifest.kind === 'RoleBinding');
    const groups = bindings.flatMap((binding) =>
      (binding['subjects'] as { name: string }[]).map((subject) => subject.name),
    );
    expect(groups.sort()).toEqual(allKubeGroups('shop').sort());
  });

  it('puts everything into the namespace of the project', () => {
    expect(renderProject(shop).every((manifest) => manifest.metadata.namespace === 'shop')).toBe(true);
  });
});
