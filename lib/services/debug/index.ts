export { startDebugContainer } from './start';
export { listDebugContainers } from './list';
export { debugView } from './view';
