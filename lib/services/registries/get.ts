import * as contract from '@/lib/contract/registries';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { shown } from './rows';

/** One registry. */
export const getRegistry = useCase(contract.getRegistry, {
  run: async ({ principal }, { params }) =>
    shown(await visibleRegistry(principal, params.registry), principal),
});
