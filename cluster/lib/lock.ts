import { rmSync } from 'node:fs';
import { Failure } from './failure';
import { readText, writeFile } from './files';
import { identify, isAlive, type Identity } from './processes';

/** Holds a lock while something runs, so that two of `up` and `down` don't work against each other. */
export async function withLock<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  const text = readText(path);
  const holder = text ? (JSON.parse(text) as Identity & { what: string }) : undefined;
  if (holder && isAlive(holder)) {
    throw new Failure(
      `"${holder.what}" is still at work (process ${holder.pid}): wait for it, or end it, and try again.`,
    );
  }
  writeFile(path, JSON.stringify({ ...identify(process.pid), what }), 0o644);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
