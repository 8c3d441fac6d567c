export { TenantsPage } from './tenants-page';
