import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Parses an allow-list of CIDR ranges or single addresses; throws an Error that names the bad one. */
export function parseRanges(list: readonly string[]): Range[] {
  return list.map((text) => {
    try {
      if (text.includes('/')) return ipaddr.parseCIDR(text);
      const address = ipaddr.parse(text);
      return [address, address.kind() === 'ipv4' ? 32 : 128];
    } catch {
      throw new Error(`BERTH_OUTBOUND_ALLOW: “${text}” is not an address range such as 10.0.0.0/8`);
    }
  });
}

// Public by number, yet the metadata service of a cloud (Azure's).
const METADATA = new Set(['168.63.129.16']);

/**
 * True when Berth may connect to that address: a public one, or one inside an allowed range. Everything with a special
 * meaning (private, loopback, link-local with the clouds' metadata, multicast, unspecified, carrier NAT, tunnels that
 * carry an IPv4 address) is refused unless an administrator allowed it.
 */
export function mayConnect(address: string, allowed: readonly Range[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (allowed.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits)))
    return true;
  return parsed.range() === 'unicast' && !METADATA.has(parsed.toString());
}
