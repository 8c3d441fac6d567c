import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { asConsole, DEFAULT_CLUSTER } from '@/lib/kube';
import { adminKube } from '@/lib/testing/admin-kube';
import { uniqueName } from '@/lib/testing/names';
import { waitFor } from '@/lib/testing/wait-for';
import { campaign } from './leader';
import { leaderIdentity } from './identity';

const namespace = 'berth-system';
const name = uniqueName('lease');
const ref = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name };
const kube = adminKube();
const running: AbortController[] = [];

interface Candidate {
  leads: () => boolean;
  stop: () => Promise<void>;
}

/** A replica of this test. Its identity is on no machine, so that only the Lease's time counts. */
function candidate(identity: string): Candidate {
  const end = new AbortController();
  running.push(end);
  let leads = false;
  const done = campaign(
    {
      kube: () => asConsole(DEFAULT_CLUSTER),
      namespace,
      name,
      durationMs: 3000,
      retryMs: 200,
      identity,
      lead: (term) => {
        leads = true;
        term.addEventListener('abort', () => {
          leads = false;
        });
      },
    },
    end.signal,
  );
  return {
    leads: () => leads,
    stop: async () => {
      end.abort();
      await done;
    },
  };
}

async function holder(): Promise<string> {
  const lease = await kube.find(ref);
  return (lease?.['spec'] as { holderIdentity?: string } | undefined)?.holderIdentity ?? '';
}

afterEach(async () => {
  for (const end of running.splice(0)) end.abort();
  await kube.delete(ref);
});
afterAll(async () => db().$disconnect());

describe('the leader', () => {
  it('is one of two, and the other takes over when it goes', async () => {
    const [one, two] = [candidate('host-1/a'), candidate('host-2/b')];
    await waitFor('a leader', () => one.leads() || two.leads());
    const [leader, other] = one.leads() ? [one, two] : [two, one];
    expect(other.leads()).toBe(false);
    const before = Date.now();
    await leader.stop();
    expect(leader.leads()).toBe(false);
    await waitFor('the other to lead', () => other.leads());
    // It was given back, so nobody had to wait for it to run out.
    expect(Date.now() - before).toBeLessThan(2500);
  });

  it('is followed when it crashed, after the Lease ran out', async () => {
    await kube.create(lease('gone/machine/1/x'));
    const next = candidate('host-2/b');
    await waitFor('the next to lead', () => next.leads(), { timeout: 15_000 });
    expect(await holder()).toBe('host-2/b');
    await next.stop();
  });

  it('is followed at once when it was a process of this machine that is no more', async () => {
    const [host, space] = leaderIdentity().split('/');
    // No process has number 0 to signal, and none a number above the kernel's limit of 2^22.
    await kube.create(lease([host, space, 4_194_304 + 7, 'x'].join('/'), 3600));
    const next = candidate(leaderIdentity());
    await waitFor('the next to lead', () => next.leads(), { timeout: 5000 });
    await next.stop();
    expect(await holder()).toBe('');
  });

  it('stops when another took the Lease', async () => {
    const one = candidate('host-1/a');
    await waitFor('a leader', () => one.leads());
    const held = await kube.get(ref);
    const spec = { ...(held['spec'] as object), holderIdentity: 'thief', leaseDurationSeconds: 3600 };
    await waitFor('the theft', async () => {
      const { metadata } = await kube.get(ref);
      return kube
        .replace({
          ...held,
          metadata: { ...held.metadata, resourceVersion: metadata.resourceVersion ?? '' },
          spec,
        })
        .catch(() => null);
    });
    await waitFor('it to notice', () => !one.leads());
    await one.stop();
    expect(await holder()).toBe('thief');
  });
});

function lease(holderIdentity: string, leaseDurationSeconds = 3) {
  return {
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    metadata: { name, namespace },
    spec: { holderIdentity, leaseDurationSeconds, renewTime: new Date().toISOString().replace('Z', '000Z') },
  };
}
