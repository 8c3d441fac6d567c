import type { Caller } from '@/lib/services/kernel';
import { getRegistryStatus, listRegistries } from '@/lib/services/registries';
import type { Check } from './checks';

/** True when every registry that the caller sees answers and takes its credentials. */
export async function checkRegistries(caller: Caller): Promise<Check> {
  const { items } = await listRegistries.call(caller, {
    params: undefined,
    query: undefined,
    body: undefined,
  });
  const answers = await Promise.all(
    items.map(async ({ name }) => {
      const status = await getRegistryStatus.call(caller, {
        params: { registry: name },
        query: undefined,
        body: undefined,
      });
      return status.ok ? [] : [`${name} (${status.reason}: ${status.message})`];
    }),
  );
  const wrong = answers.flat();
  return wrong.length === 0 ? { ok: true, reason: 'ok' } : { ok: false, reason: wrong.join(', ') };
}
