import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Failure } from './failure';
import { waitFor } from './wait';

/** A socket that listens. */
interface Listener {
  address: string;
  inode: string;
}

function addressOf(hex: string): string {
  if (hex.length !== 8) return /^0+$/.test(hex) ? '0.0.0.0' : 'ipv6';
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
}

function listenersOn(port: number): Listener[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const found: Listener[] = [];
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    let text: string;
    try {
      text = readFileSync(table, 'utf8');
    } catch {
      continue; // A machine without IPv6.
    }
    for (const line of text.split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      const [address, at] = local?.split(':') ?? [];
      if (state === '0A' && at === wanted && address && inode)
        found.push({ address: addressOf(address), inode });
    }
  }
  return found;
}

function holderOf(inode: string): string | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const holds = readdirSync(`/proc/${pid}/fd`).some(
        (fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`,
      );
      if (holds) return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}, process ${pid}`;
    } catch {
      continue; // It ended while we looked, or belongs to somebody else.
    }
  }
  return undefined;
}

/** Fails with one clear sentence when something already listens where we are about to. */
export async function demandFree(
  port: number,
  address: string,
  variable: string,
  what: string,
): Promise<void> {
  const clash = (): Listener | undefined =>
    listenersOn(port).find(
      (each) => each.address === address || each.address === '0.0.0.0' || address === '0.0.0.0',
    );
  // A process that was just ended holds its sockets a moment longer than its name.
  await waitFor(async () => (clash() ? 'taken' : undefined), 3_000, 50);
  const found = clash();
  if (!found) return;
  const holder = holderOf(found.inode) ?? 'another program';
  throw new Failure(
    `Port ${port} for ${what} is taken by ${holder}: stop it, or choose another port with ${variable}.`,
  );
}
