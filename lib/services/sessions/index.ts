export { endSession } from './end';
export { listSessions } from './list';
