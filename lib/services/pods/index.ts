export { listProjectPods } from './list';
export { watchPods } from './watch';
