import { config } from '@/lib/config';
import { Problem } from '@/lib/domain/problem';
import type { Project } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { Recorder, type RecordingState } from './recorder';
import { createRecording, isRecorded, keepPiece } from './store';

const LETTERS_PER_MIB = 1024 * 1024;

interface Options {
  room: () => void;
  changed: (state: RecordingState) => void;
  /** The session has to be ended: it must be recorded, and can't be any more. */
  lost: () => void;
}

/**
 * Begins to record a session; null where its project does not record. Where recording is required, throws
 * `shell.unrecorded` when it can't be begun; elsewhere null then, too.
 */
export async function beginRecording(
  id: string,
  project: Pick<Project, 'recordShells' | 'recordingDays'>,
  options: Options,
): Promise<Recorder | null> {
  if (!isRecorded(project)) return null;
  const { BERTH_SHELL_RECORDING_REQUIRED: required, BERTH_SHELL_RECORDING_MIB: mib } = config();
  try {
    await createRecording(id, project.recordingDays);
  } catch (error) {
    log.error('a recording could not be begun', { id, required, error });
    if (required) throw new Problem('shell.unrecorded', {}, { cause: error });
    return null;
  }
  let last: unknown = null;
  return new Recorder({
    write: (piece) =>
      keepPiece(id, piece).catch((error: unknown) => {
        last = error;
        throw error;
      }),
    limit: mib * LETTERS_PER_MIB,
    room: options.room,
    changed: (state) => {
      options.changed(state);
      if (state === 'on') log.info('a recording is written again', { id });
      else log.error('a recording can’t be written', { id, required, error: last });
      if (state === 'failing' && required) options.lost();
    },
    cutOff: () => {
      if (required) options.lost();
    },
  });
}
