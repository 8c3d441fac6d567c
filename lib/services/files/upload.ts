import { randomBytes } from 'node:crypto';
import type { Answer, Parsed } from '@/lib/contract/operation';
import { uploadFile } from '@/lib/contract/files';
import { SHELL_ACCESS } from '@/lib/contract/shells';
import { splitPath, uploadCommand } from '@/lib/domain/file';
import { Problem } from '@/lib/domain/problem';
import { guardRight, requireSignIn, type Caller } from '@/lib/services/kernel';
import { withFileAccess } from './access';
import { ContainerRun } from './container-run';
import { fileLimit, problemOfRun, tooLarge } from './failure';

interface Incoming {
  /** The Content-Length header. */
  length: string | null;
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * Writes a file into a container: under a temporary name, and under its own once every byte that was announced is there.
 * Whatever breaks off before leaves the old file as it was.
 */
export async function receiveUpload(
  caller: Caller,
  { params, query }: Parsed<typeof uploadFile>,
  { length, body }: Incoming,
): Promise<Answer<typeof uploadFile>> {
  const size = length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
  return withFileAccess(caller, uploadFile.audit, { params, query }, { size }, async (access) => {
    const { client, target, path, audit } = access;
    const { directory, name } = splitPath(path);
    if (name === '') throw new Problem('file.directory', { path });
    if (size === null) throw new Problem('file.length');
    if (size > fileLimit()) throw tooLarge(path);
    const temporary = `.berth-upload-${randomBytes(8).toString('hex')}`;
    const command = uploadCommand({ directory, name, temporary, size });
    const run = await ContainerRun.start(client, target, command, true);
    const lost = new AbortController();
    const over = AbortSignal.any([lost.signal, caller.signal]);
    const watch = new AbortController();
    const until = AbortSignal.any([watch.signal, over]);
    guardRight(requireSignIn(caller), SHELL_ACCESS, params.project, until, () => lost.abort());
    try {
      // Without a word it has ended already, and says why.
      if (await run.next()) await send(run, body, size, over);
      // Whatever has not come by now never will: then the command finds too little, and takes it away again.
      run.closeInput();
      await drain(run);
      const end = await run.ended;
      if (over.aborted) throw new Problem('file.cut', { path });
      if (end.exit.exitCode !== 0) throw problemOfRun(end, path, 'sh, stat, cat, mv, rm, wc, chmod');
    } finally {
      watch.abort();
      run.close();
    }
    audit.after = { container: target.container, path, size };
    audit.detail = `${path}: ${size} bytes`;
    await audit.succeed();
    return { path, size };
  });
}

/** Hands the body on, never more than was announced; ends quietly where it breaks off or the command has ended. */
async function send(
  run: ContainerRun,
  body: AsyncIterable<Uint8Array> | null,
  size: number,
  over: AbortSignal,
): Promise<void> {
  if (!body) return;
  let sent = 0;
  try {
    for await (const chunk of body) {
      if (over.aborted || run.hasOutput) return;
      sent += chunk.length;
      if (sent > size) return;
      await run.write(chunk);
    }
  } catch (error) {
    // The client went away: what came of the file is too little, so the command drops it.
    if (!isBreak(error)) throw error;
  }
}

function isBreak(error: unknown): boolean {
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : '';
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || /Abort/.test(name);
}

async function drain(run: ContainerRun): Promise<void> {
  while ((await run.next()) !== null);
}
