import { structuredPatch } from 'diff';
import { stringify } from 'yaml';

/** Any JSON value as YAML, keys in the order in which they come. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * The difference of two values as lines of YAML: ` ` unchanged, `-` before, `+` after, with three lines of context and
 * `@@` between distant parts. Empty when they are the same; null stands for "not there".
 */
export function diffYaml(before: unknown, after: unknown): string {
  const old = before === null || before === undefined ? '' : toYaml(before);
  const now = after === null || after === undefined ? '' : toYaml(after);
  if (old === now) return '';
  const { hunks } = structuredPatch('', '', old, now, '', '', { context: 3 });
  return hunks
    .flatMap((hunk, index) => [...(index === 0 ? [] : ['@@']), ...hunk.lines])
    .filter((line) => !line.startsWith('\\'))
    .join('\n');
}
