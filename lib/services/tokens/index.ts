export { createToken } from './create';
export { deleteToken } from './delete';
export { issueToken } from './issue';
export { listTokens } from './list';
