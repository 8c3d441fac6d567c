import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { config } from '@/lib/config';
import { mayConnect, parseRanges } from './addresses';
import { OutboundError } from './errors';

export interface DialerOptions {
  /** PEM of a private certificate authority that this agent trusts beside the public ones. */
  ca?: string | null;
  connectTimeoutMs?: number;
  /** Private ranges that may be reached; BERTH_OUTBOUND_ALLOW when not given. */
  allow?: readonly string[];
  /** All addresses of a name; the system's resolver when not given. */
  resolve?: (host: string) => Promise<string[]>;
}

/**
 * An agent that resolves names itself and connects only to addresses that were checked: what is checked is what is
 * dialled, so a name that changes its address between (DNS rebinding) gains nothing. A literal address, in whatever
 * form a URL can write it, takes the same way.
 */
export function guardedAgent({
  ca,
  connectTimeoutMs = 5000,
  allow,
  resolve = lookupAll,
}: DialerOptions = {}): Agent {
  const allowed = async (host: string): Promise<string[]> => {
    const ranges = parseRanges(allow ?? config().BERTH_OUTBOUND_ALLOW);
    const addresses = (await resolve(host)).filter((address) => mayConnect(address, ranges));
    if (addresses.length === 0) throw new OutboundError('address', host, 'the address is private');
    return addresses;
  };
  const trust = ca ? { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) } : {};
  const connector = buildConnector({ timeout: connectTimeoutMs, ...trust });
  return new Agent({
    connections: 16,
    pipelining: 1,
    maxHeaderSize: 32 * 1024,
    connect: (options, callback) => void connect(connector, allowed, options, callback),
  });
}

type Connect = ReturnType<typeof buildConnector>;
type ConnectOptions = Parameters<Connect>[0];
type ConnectCallback = Parameters<Connect>[1];

async function connect(
  connector: Connect,
  allowed: (host: string) => Promise<string[]>,
  options: ConnectOptions,
  callback: ConnectCallback,
): Promise<void> {
  const host = options.hostname.replace(/^\[|\]$/g, '');
  let addresses: string[];
  try {
    addresses = await allowed(host);
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)), null);
    return;
  }
  dial(connector, { ...options, servername: isIP(host) ? undefined : host }, addresses, callback);
}

function dial(
  connector: Connect,
  options: ConnectOptions,
  addresses: string[],
  callback: ConnectCallback,
): void {
  const [address, ...others] = addresses;
  if (address === undefined) {
    callback(new OutboundError('address', options.hostname, 'no address to connect to'), null);
    return;
  }
  connector({ ...options, hostname: address }, (...result) => {
    // The next address of the same name may answer (IPv6 without a route, one of several servers down).
    if (result[0] && others.length > 0) dial(connector, options, others, callback);
    else callback(...result);
  });
}

// getaddrinfo reads 0x7f.1 and 2130706433 as the addresses they are.
async function lookupAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map((entry) => entry.address);
}
