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
}

/**
 * An agent that resolves names itself and connects only to addresses that were checked: what is checked is what is
 * dialled, so a name that changes its address between (DNS rebinding) gains nothing. A literal address, in whatever
 * form a URL can write it, takes the same way.
 */
export function guardedAgent({ ca, connectTimeoutMs = 5000 }: DialerOptions = {}): Agent {
  const trust = ca ? { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) } : {};
  const connector = buildConnector({ timeout: connectTimeoutMs, ...trust });
  return new Agent({
    connections: 16,
    pipelining: 1,
    maxHeaderSize: 32 * 1024,
    connect: (options, callback) => void connect(connector, options, callback),
  });
}

type Connect = ReturnType<typeof buildConnector>;
type ConnectOptions = Parameters<Connect>[0];
type ConnectCallback = Parameters<Connect>[1];

async function connect(
  connector: Connect,
  options: ConnectOptions,
  callback: ConnectCallback,
): Promise<void> {
  const host = options.hostname.replace(/^\[|\]$/g, '');
  let addresses: string[];
  try {
    addresses = await allowedAddresses(host);
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

async function allowedAddresses(host: string): Promise<string[]> {
  // getaddrinfo reads 0x7f.1 and 2130706433 as the addresses they are.
  const found = await lookup(host, { all: true, verbatim: false });
  const ranges = parseRanges(config().BERTH_OUTBOUND_ALLOW);
  const allowed = found.map((entry) => entry.address).filter((address) => mayConnect(address, ranges));
  if (allowed.length === 0) throw new OutboundError('address', host, 'the address is private');
  return allowed;
}
