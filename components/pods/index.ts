export { PodsPage } from './pods-page';
