import type { Answer } from '@/lib/contract/operation';
import type { getUser } from '@/lib/contract/users';

/** A user as the API shows it to administrators. */
export type UserRow = Answer<typeof getUser>;
