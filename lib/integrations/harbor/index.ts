export { HarborClient } from './client';
