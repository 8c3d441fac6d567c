import type { z } from 'zod';
import * as contract from '@/lib/contract/registries';
import { isProblem } from '@/lib/domain/problem';
import type { RegistryClient } from '@/lib/domain/registry';
import { singleton } from '@/lib/runtime/singleton';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { clientOf, newClient } from './client';
import { checkedCa, checkedUrl, orNull } from './input';
import { addressOf } from './rows';
import { changeOf } from './update';

type TestResult = z.output<typeof contract.registryTestSchema>;

/** Tries a connection that is not saved. */
export const testNewRegistry = useCase(contract.testNewRegistry, {
  target: ({ body }) => body.url,
  run: async ({ caller, audit }, { body }) => {
    const client = newClient(body.kind, {
      url: checkedUrl(body.url),
      username: orNull(body.username),
      password: orNull(body.password),
      caBundle: checkedCa(body.caBundle),
    });
    const result = await tried(client, caller.signal);
    if (audit) audit.after = { reason: result.reason };
    return result;
  },
});

/** Tries the connection of a saved registry, with what is changed but not saved. */
export const testRegistry = useCase(contract.testRegistry, {
  run: async ({ principal, caller, audit }, { params, body }) => {
    const row = await visibleRegistry(principal, params.registry);
    const change = changeOf(row, body);
    const result = await tried(newClient(change.kind, addressOf(change)), caller.signal);
    if (audit) audit.after = { reason: result.reason };
    return result;
  },
});

const FRESH_MS = 30_000;

/** State of the connection; one test serves everybody who asks within half a minute. */
export const getRegistryStatus = useCase(contract.getRegistryStatus, {
  run: async ({ principal }, { params }) => {
    const row = await visibleRegistry(principal, params.registry);
    const client = clientOf(row);
    const held = singleton(
      'registry-states',
      () => new WeakMap<RegistryClient, { at: number; result: Promise<TestResult> }>(),
    );
    const known = held.get(client);
    if (known && Date.now() - known.at < FRESH_MS) return known.result;
    // Not the caller's signal: others wait for the same answer.
    const result = tried(client);
    held.set(client, { at: Date.now(), result });
    return result;
  },
});

async function tried(client: RegistryClient, signal?: AbortSignal): Promise<TestResult> {
  const started = Date.now();
  try {
    const { account, product, list, pull } = await client.test(signal);
    const message = list ? `${product} answers.` : `${product} answers; images can be pulled but not listed.`;
    const can = { list, pull };
    return {
      ok: true,
      reason: 'ok',
      message,
      params: {},
      account,
      product,
      can,
      durationMs: Date.now() - started,
    };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return {
      ok: false,
      reason: error.code,
      message: error.message,
      params: error.params,
      account: null,
      product: null,
      can: null,
      durationMs: Date.now() - started,
    };
  }
}
