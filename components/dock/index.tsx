export { DockProvider, useDock } from './dock-context';
export { Dock } from './dock';
export type { LogTarget, ShellTarget } from './dock-store';
