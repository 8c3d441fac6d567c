export { Paced } from './paced';
export { joinShared, type Teller } from './shared';
export { openProject, whileAllowed, type Opened } from './in-project';
export { watchAs } from './as-principal';
export type { EndReason, FrameListener, FrameOf, Listener, Subscription } from './types';
