import { Problem, type FieldError } from '@/lib/domain/problem';

// PostgreSQL stores no NUL and no half of a surrogate pair; nothing that people mean holds either.
const UNSTORABLE = /\0|\p{Surrogate}/u;
const MESSAGE = 'Remove the control characters.';
/** Deeper than any input of ours. */
const MOST_DEPTH = 64;

/** Refuses texts that no database holds, each on its field, wherever in the input they stand. */
export function refuseUnstorable(input: unknown, prefix: string): void {
  const fields: FieldError[] = [];
  look(input, [], fields);
  if (fields.length === 0) return;
  throw new Problem(
    'validation.failed',
    {},
    { fields: fields.map(({ path, message }) => ({ path: prefix + path, message })) },
  );
}

function look(value: unknown, path: string[], fields: FieldError[]): void {
  if (path.length > MOST_DEPTH)
    throw new Problem('request.malformed', { detail: 'the input is nested too deeply' });
  if (typeof value === 'string') {
    if (UNSTORABLE.test(value)) fields.push({ path: path.join('.'), message: MESSAGE });
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (UNSTORABLE.test(key)) fields.push({ path: path.join('.'), message: MESSAGE });
      else look(item, [...path, key], fields);
    }
  }
}
