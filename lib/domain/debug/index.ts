export { DEBUG_PREFIX, OTHER_USER, renderDebugContainer, targetUser, type DebugContainer } from './render';
export { debugProgress, type DebugProgress, type DebugState } from './progress';
