import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage';

/** The options and words of a command; a wrong one is a UsageError. */
export function readArguments<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: O,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The one word that a command takes, e.g. a user's name. */
export function oneWord(words: string[], what: string): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new UsageError(`Name one ${what}.`);
  return word;
}
