export { DockProvider, useDock } from './dock-context';
export { Dock } from './lazy-dock';
export type { LogTarget, ShellTarget } from './dock-store';
