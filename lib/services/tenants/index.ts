export { findPeople, listTenantCandidates } from './candidates';
export { createTenant } from './create';
export { deleteTenant } from './delete';
export { getTenant } from './get';
export { listTenants } from './list';
export { listTenantMembers } from './list-members';
export { lockTenant } from './lock';
export { deleteTenantMember, putTenantMember } from './members';
export { updateTenant } from './update';
