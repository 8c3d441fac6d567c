export { createToken } from './create';
export { createTokenFor } from './create-for';
export { deleteToken } from './delete';
export { listTokens } from './list';
