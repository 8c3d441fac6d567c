export { loadPrincipal, mustChangePassword } from './load-principal';
export { generatePassword, hashPassword, needsRehash, verifyPassword } from './password';
export { principalOfRequest, refreshPrincipal } from './principal';
export { secureCookies, sessionIdOf, sessionSecret } from './session-cookie';
