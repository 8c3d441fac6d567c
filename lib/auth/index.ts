export { loadPrincipal, principalOfRequest, refreshPrincipal, sessionSecret } from './principal';
