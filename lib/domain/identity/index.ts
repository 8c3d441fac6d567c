export { addressRange } from './address';
export { browserOf } from './browser';
export { typedUserName, userNameSchema } from './names';
export { safeNextPath } from './next-path';
export { passwordFault, passwordFaultText } from './password';
export { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS, sessionHolds, tokenHolds } from './session';
