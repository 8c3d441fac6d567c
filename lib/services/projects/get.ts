import { getProject as operation } from '@/lib/contract/projects';
import { projectOf, useCase } from '@/lib/services/kernel';
import { answerFor } from './shown';

/** One project. */
export const getProject = useCase(operation, {
  run: async (context) => answerFor(context.principal, projectOf(context).id),
});
