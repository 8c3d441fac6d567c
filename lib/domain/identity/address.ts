import ipaddr from 'ipaddr.js';

/**
 * What counts as one place when failed sign-ins are counted: an IPv4 address, or the /64 of an IPv6 address (one
 * customer has a whole /64, so counting single addresses there would count nothing).
 */
export function addressRange(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
