import { hash, verify } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';
import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';

// argon2id (the package's default) with OWASP's parameters: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$';

// Each hash holds a core for some 30 ms; more at once would only starve everything else.
const AT_ONCE = 2;
const MOST_WAITING = 60;

/** The argon2id hash of a password, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/**
 * True when the password belongs to the hash. Without a hash (unknown user, account without a password) it verifies
 * against a dummy, so that the answer takes as long as any other.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await dummyHash());
  const matches = await inTurn(() => verify(against, password).catch(() => false));
  return matches && passwordHash !== null;
}

/** True when a hash was made with other parameters than today's. */
export function needsRehash(passwordHash: string): boolean {
  return !passwordHash.startsWith(PREFIX);
}

// Without characters that are taken for each other (0 O, 1 l I).
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password for people to copy: four groups of five, 116 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

function dummyHash(): Promise<string> {
  return singleton('dummy-password-hash', () => hash(generatePassword(), COST));
}

interface Turn {
  running: number;
  waiting: (() => void)[];
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = singleton<Turn>('password-hash-turn', () => ({ running: 0, waiting: [] }));
  if (turn.running >= AT_ONCE) {
    if (turn.waiting.length >= MOST_WAITING) throw new Problem('request.rate', { seconds: 5 });
    await new Promise<void>((resolve) => turn.waiting.push(resolve));
  } else {
    turn.running += 1;
  }
  try {
    return await work();
  } finally {
    const next = turn.waiting.shift();
    // Whoever waits takes over this place, so `running` stays as it is.
    if (next) next();
    else turn.running -= 1;
  }
}
