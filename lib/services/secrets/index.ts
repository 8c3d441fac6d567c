export { deleteSecret } from './delete';
export { listSecrets } from './list';
export { putSecret } from './put';
export { revealSecret } from './reveal';
