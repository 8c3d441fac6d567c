/** One row of the form: a key and what it shall hold. */
export interface SecretRow {
  key: string;
  value: string;
  /** True for a key that the Secret has already: left empty, its value stays. */
  known: boolean;
}

export interface SecretValues {
  name: string;
  rows: SecretRow[];
}

/** The rows to begin with: the keys that are there, or one empty row. */
export function firstRows(keys: readonly string[]): SecretRow[] {
  if (keys.length === 0) return [{ key: '', value: '', known: false }];
  return keys.map((key) => ({ key, value: '', known: true }));
}

/** What of the form is to be written: new values, and null for keys that were taken out. */
export function changedValues(
  before: readonly string[],
  rows: readonly SecretRow[],
): Record<string, string | null> {
  const kept = new Set(rows.map((row) => row.key));
  return Object.fromEntries([
    ...before.filter((key) => !kept.has(key)).map((key) => [key, null] as const),
    ...rows
      .filter((row) => row.key !== '' && !(row.known && row.value === ''))
      .map((row) => [row.key, row.value] as const),
  ]);
}

/** The rows with pasted entries put in: a key that is there already gets the new value. */
export function withEntries(
  rows: readonly SecretRow[],
  entries: readonly { key: string; value: string }[],
): SecretRow[] {
  const pasted = new Map(entries.map(({ key, value }) => [key, value]));
  const filled = rows
    .filter((row) => row.key !== '' || row.value !== '')
    .map((row) => ({ ...row, value: pasted.get(row.key) ?? row.value }));
  const there = new Set(filled.map((row) => row.key));
  const added = entries.filter(({ key }) => !there.has(key));
  return [...filled, ...added.map(({ key, value }) => ({ key, value, known: false }))];
}
