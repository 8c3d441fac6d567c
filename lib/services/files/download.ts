import type { Parsed } from '@/lib/contract/operation';
import { downloadFile } from '@/lib/contract/files';
import { SHELL_ACCESS } from '@/lib/contract/shells';
import { downloadCommand, splitPath, takeHeader, type DownloadHeader } from '@/lib/domain/file';
import { Problem } from '@/lib/domain/problem';
import { guardRight, requireSignIn, type Caller } from '@/lib/services/kernel';
import { withFileAccess, type FileAccess } from './access';
import { ContainerRun } from './container-run';
import { fileLimit, problemOfRun, tooLarge } from './failure';
import { stopProgram } from './stop';

interface Download {
  name: string;
  contentType: string;
  /** Null where it is known only at the end. */
  size: number | null;
  bytes: AsyncGenerator<Uint8Array>;
  cut: AbortSignal;
}

/** A file, or a directory as a tar, read as fast as it is taken. What breaks it off afterwards stands in the audit. */
export async function openDownload(
  caller: Caller,
  { params, query }: Parsed<typeof downloadFile>,
): Promise<Download> {
  return withFileAccess(caller, downloadFile.audit, { params, query }, {}, async (access) => {
    const { client, target, path } = access;
    const limit = fileLimit();
    const run = await ContainerRun.start(client, target, downloadCommand(path, limit));
    const header = await begin(run);
    if (!header) {
      run.close();
      throw problemOfRun(await run.ended, path, 'sh, stat, cat');
    }
    const lost = new AbortController();
    const done = new AbortController();
    const cut = AbortSignal.any([lost.signal, caller.signal]);
    const until = AbortSignal.any([done.signal, cut]);
    guardRight(requireSignIn(caller), SHELL_ACCESS, params.project, until, () => lost.abort());
    const bytes = bytesOf(access, run, header, { limit, done, cut });
    // It has begun, so that it ends properly even if nobody ever reads on.
    await bytes.next();
    const directory = header.kind === 'directory';
    const name = splitPath(path).name || target.container;
    return {
      name: directory ? `${name}.tar` : name,
      contentType: directory ? 'application/x-tar' : 'application/octet-stream',
      size: directory || header.size === 0 ? null : header.size,
      bytes,
      cut,
    };
  });
}

/** Waits for the line that comes first; null when the command failed before it. */
async function begin(run: ContainerRun): Promise<DownloadHeader | null> {
  let output = Buffer.alloc(0);
  for (;;) {
    const item = await run.next();
    if (!item) return null;
    output = Buffer.concat([output, item]);
    const taken = takeHeader(output);
    if (taken === 'incomplete') continue;
    if (!taken) return null;
    run.giveBack(taken.rest);
    return taken.header;
  }
}

interface Bounds {
  limit: number;
  done: AbortController;
  cut: AbortSignal;
}

async function* bytesOf(
  { client, target, path, audit }: FileAccess,
  run: ContainerRun,
  header: DownloadHeader,
  { limit, done, cut }: Bounds,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  let failed: Problem | null = new Problem('file.cut', { path });
  const stop = () => run.close();
  cut.addEventListener('abort', stop, { once: true });
  try {
    yield new Uint8Array(0);
    // A file that grows is as large as it was said to be.
    const most = header.size > 0 ? header.size : limit;
    while (!cut.aborted && (header.size === 0 || sent < header.size)) {
      const item = await run.next();
      if (!item) break;
      if (header.size === 0 && sent + item.length > limit) throw (failed = tooLarge(path));
      const part = item.subarray(0, most - sent);
      sent += part.length;
      // Who has all that was announced need not ask for more.
      if (sent === header.size) failed = null;
      yield part;
    }
    if (!failed) return;
    if (cut.aborted) throw failed;
    if (header.size === 0) {
      const end = await run.ended;
      // A tar without what could not be read is not the directory: nobody must take it for that.
      if (end.exit.exitCode !== 0) throw (failed = problemOfRun(end, path, 'tar'));
      failed = null;
    } else throw failed;
  } finally {
    cut.removeEventListener('abort', stop);
    done.abort();
    run.close();
    audit.after = { container: target.container, path, kind: header.kind, size: sent };
    audit.detail = `${path}: ${sent} bytes`;
    if (failed) await stopProgram(client, target, header.pid);
    await (failed ? audit.fail(failed) : audit.succeed());
  }
}
