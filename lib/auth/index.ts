export { loadPrincipal } from './load-principal';
export { generatePassword, hashPassword, needsRehash, verifyPassword } from './password';
export { principalOfRequest, refreshPrincipal } from './principal';
