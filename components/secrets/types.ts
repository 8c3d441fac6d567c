import type { Answer } from '@/lib/contract/operation';
import type { putSecret } from '@/lib/contract/secrets';

/** A Secret as the API shows it: names of keys, no values. */
export type SecretView = Answer<typeof putSecret>;
