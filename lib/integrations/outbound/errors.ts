/** Why an outbound call did not come to an answer. */
export type OutboundReason =
  'name' | 'address' | 'connection' | 'tls' | 'timeout' | 'too_large' | 'redirect' | 'aborted';

/** A call that got no usable answer; `host` and `message` are fit for people. */
export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    readonly host: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'OutboundError';
  }
}

const TLS_TEXT: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known; give the authority’s certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known; give the authority’s certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not known; give the authority’s certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known; give the authority’s certificate',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong; the authority given is another one',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there; try http://',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no TLS is spoken there; try http://',
};

/** Sorts an error of Node or undici by its code; never by its text. */
export function classify(error: unknown, host: string): OutboundError {
  const found = findOutbound(error);
  if (found) return found;
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA' || code === 'EAI_NODATA') {
    return new OutboundError('name', host, 'the name is not known', error);
  }
  const tls = TLS_TEXT[code];
  if (tls !== undefined) return new OutboundError('tls', host, tls, error);
  if (/^(CERT_|UNABLE_TO_|ERR_SSL_|ERR_TLS_)|^EPROTO$/.test(code)) {
    return new OutboundError('tls', host, code.toLowerCase().replaceAll('_', ' '), error);
  }
  if (/TIMEOUT|^ETIMEDOUT$/.test(code)) return new OutboundError('timeout', host, 'no answer in time', error);
  return new OutboundError(
    'connection',
    host,
    CONNECTION_TEXT[code] ?? (code || 'the connection broke'),
    error,
  );
}

const CONNECTION_TEXT: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
};

function findOutbound(error: unknown): OutboundError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof OutboundError) return at;
  }
  return null;
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
