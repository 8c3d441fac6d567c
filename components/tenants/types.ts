import type { Answer } from '@/lib/contract/operation';
import type { getTenant, putTenantMember } from '@/lib/contract/tenants';

/** A tenant as the API shows it. */
export type TenantView = Answer<typeof getTenant>;

/** A member of a tenant as the API shows it. */
export type TenantMemberView = Answer<typeof putTenantMember>;
