import { describe, expect, it } from 'vitest';
import type { Facts } from './facts';
import { deployment, facts, notReady, replicaSet } from './fixtures';
import { judge } from './verdict';

const released: Facts['released'] = {
  image: 'samples/web:1',
  reference: 'h/samples/web@sha256:1',
  runAsNonRoot: true,
  readiness: { kind: 'none' },
  liveness: { kind: 'none' },
};
const images = { web: released.reference };
const changed = (part: Parameters<typeof deployment>[0], more: Partial<Facts> = {}) =>
  judge(facts({ released, deployment: deployment({ images, ...part }), ...more }));

describe('what was changed outside Berth', () => {
  it('is nothing when all is as released', () => {
    expect(changed({})).toMatchObject({ verdict: 'available', drift: [] });
  });

  it('is told with what it was and what it is', () => {
    const foreign = [{ manager: 'kubectl-set', field: 'containers[web].image' }];
    const answer = changed({ images: { web: 'h/samples/web:2' }, foreign });
    expect(answer).toMatchObject({ verdict: 'degraded', reason: 'ChangedOutside' });
    expect(answer.message).toBe(
      'Changed outside Berth by kubectl-set: containers[web].image samples/web:1 → h/samples/web:2.',
    );
    expect(answer.drift).toHaveLength(1);
  });

  it('is told of other fields by their names', () => {
    const answer = changed({ foreign: [{ manager: 'kubectl-edit', field: 'containers[web].env[A].value' }] });
    expect(answer.message).toBe('Changed outside Berth by kubectl-edit: containers[web].env[A].value.');
  });

  it('is told of the number of pods, also when it leaves none', () => {
    const foreign = [{ manager: 'kubectl', field: 'replicas' }];
    expect(
      changed(
        { wanted: 3, replicas: 3, updated: 3, available: 3, foreign },
        {
          replicaSets: [replicaSet({ wanted: 3, replicas: 3, ready: 3, available: 3 })],
        },
      ).message,
    ).toBe('Changed outside Berth by kubectl: replicas 1 → 3.');
    const none = changed(
      { wanted: 0, replicas: 0, updated: 0, ...notReady, foreign },
      {
        replicaSets: [replicaSet({ wanted: 0, replicas: 0, ...notReady })],
        pods: [],
      },
    );
    expect(none.message).toBe('Nothing serves. Changed outside Berth by kubectl: replicas 1 → 0.');
  });

  it('is not asked while the watch still shows the release before', () => {
    const answer = changed({ release: 1, images: { web: 'old' } });
    expect(answer).toMatchObject({ reason: 'Applying', drift: [] });
  });
});
