export { getHome } from './get';
export { listClusterStates } from './clusters';
export { search } from './search';
export { watchReachability } from './reachability';
export { watchHome } from './watch';
