import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { db, type Project, type ShellRecording } from '@/lib/db';
import { config } from '@/lib/config';
import type { Piece } from './recorder';

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** Chunks that are read at once. */
const BATCH = 8;
const LONGEST = 2 ** 31 - 1;

/** True when shells of a project are recorded. */
export function isRecorded(project: Pick<Project, 'recordShells'>): boolean {
  return project.recordShells || config().BERTH_SHELL_RECORDING_REQUIRED;
}

/** Makes the row that a session's recording hangs on. */
export async function createRecording(sessionId: string, days: number): Promise<void> {
  await db().shellRecording.create({ data: { sessionId, days } });
}

/** Keeps a piece; the same one once more changes nothing. */
export async function keepPiece(sessionId: string, piece: Piece): Promise<void> {
  const { seq, lines, first, duration, cut, gaps, complete } = piece;
  const text = Buffer.from(lines);
  const packed = new Uint8Array(await pack(text));
  await db().$transaction(async (tx) => {
    const { count } =
      lines === ''
        ? { count: 0 }
        : await tx.shellRecordingChunk.createMany({
            data: [{ sessionId, seq, lines: packed }],
            skipDuplicates: true,
          });
    await tx.shellRecording.update({
      where: { sessionId },
      data: {
        ...first,
        duration: Math.min(duration, LONGEST),
        cut,
        gaps,
        complete,
        ...(count > 0 ? { size: { increment: text.length } } : {}),
      },
    });
  });
}

/** The lines of a recording, as far as they are kept. */
export async function* keptLines(sessionId: string): AsyncGenerator<Uint8Array> {
  let after = -1;
  for (;;) {
    const chunks = await db().shellRecordingChunk.findMany({
      where: { sessionId, seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    for (const { seq, lines } of chunks) {
      after = seq;
      yield await unpack(lines);
    }
    if (chunks.length < BATCH) return;
  }
}

/** Deletes the chunks of recordings whose time is over: so many days after the end, as the project says now. */
export async function pruneShellRecordings(): Promise<void> {
  const over = await db().$queryRaw<Pick<ShellRecording, 'sessionId'>[]>`
    SELECT r."sessionId"
    FROM "ShellRecording" r
    JOIN "ShellSession" s ON s.id = r."sessionId"
    LEFT JOIN "Project" p ON p.name = s."projectName" AND p."createdAt" <= s."startedAt"
    WHERE r."deletedAt" IS NULL
      AND s."endedAt" < now() - make_interval(days => coalesce(p."recordingDays", r.days))
    LIMIT 1000`;
  for (const { sessionId } of over) {
    await db().$transaction([
      db().shellRecordingChunk.deleteMany({ where: { sessionId } }),
      db().shellRecording.update({ where: { sessionId }, data: { deletedAt: new Date() } }),
    ]);
  }
}
