export { openShell, type Shell } from './open';
export { listShells } from './list';
export type { ExecChannel } from './exec-channel';
