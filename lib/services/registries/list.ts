import * as contract from '@/lib/contract/registries';
import { projectOf, useCase } from '@/lib/services/kernel';
import { registriesOfTenant, visibleRegistries } from './access';
import { shown } from './rows';

/** Registries that the caller may use. */
export const listRegistries = useCase(contract.listRegistries, {
  run: async ({ principal }) => ({
    items: (await visibleRegistries(principal)).map((row) => shown(row, principal)),
  }),
});

/** Registries that a project may use, the default one first. */
export const listProjectRegistries = useCase(contract.listProjectRegistries, {
  run: async (context) => ({
    items: (await registriesOfTenant(projectOf(context).tenantId)).map((row) =>
      shown(row, context.principal),
    ),
  }),
});
