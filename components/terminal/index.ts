export { DebugShell } from './debug-shell';
export { Terminal } from './terminal';
