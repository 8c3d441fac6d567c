import * as contract from '@/lib/contract/registries';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { parsedFor, resolveIn } from './resolve-image';

/** Digest, platforms and config of an image, for the deploy form; names of variables only. */
export const getImage = useCase(contract.getImage, {
  run: async ({ principal, caller }, { params, query }) => {
    const row = await visibleRegistry(principal, params.registry);
    const found = await resolveIn(row, parsedFor([row], query.reference), { signal: caller.signal });
    const { env, ...config } = found.config;
    return { ...found, config: { ...config, envNames: env.map((variable) => variable.name) } };
  },
});
