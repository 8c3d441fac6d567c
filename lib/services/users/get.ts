import { getUser as operation } from '@/lib/contract/users';
import { useCase } from '@/lib/services/kernel';
import { userNamed } from './find';
import { shownUser } from './shown';

/** One user. */
export const getUser = useCase(operation, {
  run: async (_, { params }) => shownUser(await userNamed(params.user)),
});
