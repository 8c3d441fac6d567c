/** What a driver adapter says of an error: a word of its own, or PostgreSQL's code. */
interface AdapterCause {
  kind?: unknown;
  originalCode?: unknown;
}

const UNREACHABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
// Prisma's codes (P2028: a transaction got no connection in time, or did not end in time), the socket's, and PostgreSQL's for a server that stops, starts, or has no connection left.
const UNREACHABLE_CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|57P0[123]|53300)$/;

// What node-postgres gives no code to: a connection or an answer that does not come in time.
const UNREACHABLE_TEXTS = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/i;

function codeOf(error: unknown): string | undefined {
  return isObject(error) && 'code' in error ? String(error['code']) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

/** True when a write broke a unique constraint (Prisma's P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002';
}

/** True when the database could not be reached or the connection broke, whether the statement was Prisma's or raw. */
export function isUnreachable(error: unknown): boolean {
  if (!isObject(error)) return false;
  if (UNREACHABLE_CODES.test(codeOf(error) ?? '')) return true;
  const adapter = adapterCause(error);
  if (UNREACHABLE_KINDS.has(String(adapter.kind)) || UNREACHABLE_CODES.test(String(adapter.originalCode)))
    return true;
  if (UNREACHABLE_TEXTS.test(String(error['message']))) return true;
  const { cause } = error;
  return cause !== error && isUnreachable(cause);
}

/** Raw statements fail with P2010 whatever the reason; the adapter's own error lies in `meta`. */
function adapterCause(error: Record<string, unknown>): AdapterCause {
  const adapter = isObject(error['meta']) ? error['meta']['driverAdapterError'] : error;
  return isObject(adapter) && isObject(adapter['cause']) ? adapter['cause'] : {};
}
