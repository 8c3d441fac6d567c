import type { z } from 'zod';
import * as contract from '@/lib/contract/registries';
import { projectOf, useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { parsedFor, resolveImage, resolveIn, type ResolvedImage } from './resolve-image';

/** Digest, platforms and config of an image in one registry. */
export const getImage = useCase(contract.getImage, {
  run: async ({ principal, caller }, { params, query }) => {
    const row = await visibleRegistry(principal, params.registry);
    return withoutValues(await resolveIn(row, parsedFor([row], query.reference), { signal: caller.signal }));
  },
});

/** The same for a project: looked for in the registries that it may use. */
export const getProjectImage = useCase(contract.getProjectImage, {
  run: async (context, { query }) => {
    const { signal } = context.caller;
    return withoutValues(await resolveImage(projectOf(context), query.reference, query.registry, { signal }));
  },
});

// Values that somebody built into an image may be secrets; names are enough for a form.
function withoutValues(image: ResolvedImage): z.output<typeof contract.imageSchema> {
  const { env, ...config } = image.config;
  return { ...image, config: { ...config, envNames: env.map((variable) => variable.name) } };
}
