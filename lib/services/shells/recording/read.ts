import { readShellRecording as operation } from '@/lib/contract/shells';
import type { Parsed } from '@/lib/contract/operation';
import { Problem } from '@/lib/domain/problem';
import { CAST_TYPE, FIRST_SIZE, headerLine } from '@/lib/domain/recording';
import { audited, guardRight, projectScope, requireSignIn, type Caller } from '@/lib/services/kernel';
import { findShown } from '../shown';
import { keptLines } from './store';

/** A recording on its way: read `bytes` to the end; `cut` is aborted when its reader may not have the rest. */
interface RecordingStream {
  contentType: string;
  bytes: AsyncIterable<Uint8Array>;
  cut: AbortSignal;
  /** What the file is called. */
  name: string;
}

/** The recording of a session, as far as it is written. Reading it is on record, whether it is granted or not. */
export async function openShellRecording(
  caller: Caller,
  { params }: Parsed<typeof operation>,
): Promise<RecordingStream> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(params.project);
  const intent = {
    caller,
    principal,
    action: operation.audit,
    resolved,
    target: params.shell,
    input: {},
  };
  return audited(intent, operation.access, async (audit) => {
    const row = await findShown({ principal, scope: resolved.scope, resolved }, params.shell);
    const { recording } = row;
    if (!recording || recording.deletedAt) throw new Problem('resource.not_found', { what: 'recording' });
    audit.detail = `shell of ${row.userName} in ${row.pod}`;
    await audit.succeed();
    const { columns, rows } = recording;
    const size = columns && rows ? { columns, rows } : FIRST_SIZE;
    const title = `${row.projectName}/${row.pod}/${row.container}`;
    const head = headerLine({ ...size, startedAt: row.startedAt, title });
    const over = new AbortController();
    return {
      contentType: CAST_TYPE,
      name: `${row.pod}-${row.startedAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}.cast`,
      cut: over.signal,
      bytes: (async function* () {
        const done = new AbortController();
        const end = AbortSignal.any([done.signal, caller.signal]);
        guardRight(principal, operation.access, params.project, end, () => over.abort());
        try {
          yield Buffer.from(head);
          for await (const lines of keptLines(row.id)) {
            if (over.signal.aborted) throw new Problem('auth.forbidden', { permission: operation.access });
            yield lines;
          }
        } finally {
          done.abort();
        }
      })(),
    };
  });
}
