export { CONSOLE, OPERATOR, localCaller } from './actors';
export { audited } from './audited';
export { ensureFirstAdministrator } from './first-administrator';
export { signIn, type SignedIn } from './sign-in';
export { signOut } from './sign-out';
export { countTry } from './sign-in-limit';
