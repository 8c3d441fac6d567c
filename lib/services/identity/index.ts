export { CONSOLE, OPERATOR, localCaller } from './actors';
export { audited } from './audited';
export { changeMyPassword } from './change-password';
export { ensureFirstAdministrator } from './first-administrator';
export { getMe } from './me';
export { checkNewPassword, setPassword } from './set-password';
export { signIn, type SignedIn } from './sign-in';
export { signOut } from './sign-out';
export { updateMe } from './update-me';
