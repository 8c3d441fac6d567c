export { DEBUG_PREFIX, OTHER_USER, renderDebugContainer, targetUser } from './render';
export { debugProgress } from './progress';
