function codeOf(error: unknown): string | undefined {
  return error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : undefined;
}

/** True when a write broke a unique constraint (Prisma's P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002';
}

/** True when the database could not be reached or the connection broke (Prisma's P1xxx and the driver's own codes). */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  if (/^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|ETIMEDOUT|57P0[123])$/.test(code)) return true;
  const cause = error !== null && typeof error === 'object' && 'cause' in error ? error.cause : undefined;
  return cause !== undefined && cause !== error && isUnreachable(cause);
}
