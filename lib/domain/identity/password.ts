/** Why a password is not accepted. */
export type PasswordFault = 'short' | 'long' | 'name' | 'same-character';

const PASSWORD_MIN = 10;
/** Long enough for any sentence, short enough that hashing it costs nothing extra. */
const PASSWORD_MAX = 256;

const TEXTS: Record<PasswordFault, string> = {
  short: `Use at least ${PASSWORD_MIN} characters.`,
  long: `Use at most ${PASSWORD_MAX} characters.`,
  name: 'The password must not be the user name.',
  'same-character': 'The password must not be one character repeated.',
};

/** The rule that a new password breaks, or null. Length is what counts; there are no rules on kinds of characters. */
export function passwordFault(password: string, userName: string): PasswordFault | null {
  const characters = Array.from(password);
  if (characters.length < PASSWORD_MIN) return 'short';
  if (characters.length > PASSWORD_MAX) return 'long';
  if (new Set(characters).size === 1) return 'same-character';
  const folded = password.toLowerCase();
  const name = userName.toLowerCase();
  if (name !== '' && (folded === name || folded === Array.from(name).reverse().join(''))) return 'name';
  return null;
}

/** The English sentence of a fault, for field errors. */
export function passwordFaultText(fault: PasswordFault): string {
  return TEXTS[fault];
}
