export { createToken } from './create';
export { createTokenFor } from './create-for';
export { deleteToken } from './delete';
export { issueToken } from './issue';
export { listTokens } from './list';
