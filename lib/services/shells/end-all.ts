import { liveShells } from './registry';

/** Ends every session of this process, because the process ends; resolves when all that is on record. */
export async function endAllShells(): Promise<void> {
  const why = { exitCode: null, reason: 'console-ended', message: '' };
  await Promise.allSettled([...liveShells().values()].map((session) => session.finish(why, true)));
}
