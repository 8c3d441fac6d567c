import { openLive } from '@/lib/testing/live-client';
import { Sightings } from './changes';
import { podRowsOf } from './pod-rows';

/** A page of a project's pods that is open: what it saw, and what it should not have seen. */
export interface Session {
  project: string;
  seen: Sightings;
  /** How many rows of pods it was sent. */
  rows: number;
  /** Those of them that lie in another project. */
  foreign: number;
  /** What came of its asking for another project's pods: the code of the refusal, or `shown`. */
  other: string | undefined;
  close: () => void;
}

interface Wanted {
  port: number;
  token: string;
  project: string;
  /** One that its person has no right to. */
  other: string;
  /** The project of each pod by its name: no name is used twice. */
  projectOf: ReadonlyMap<string, string>;
}

/** Opens one with all that such a page follows, and has it ask for what it may not see. */
export async function openSession({ port, token, project, other, projectOf }: Wanted): Promise<Session> {
  const session: Session = {
    project,
    seen: new Sightings(),
    rows: 0,
    foreign: 0,
    other: undefined,
    close: () => socket.terminate(),
  };
  const socket = await openLive(
    { port, token },
    {
      own: { topic: 'pods', project },
      other: { topic: 'pods', project: other },
      reachability: { topic: 'reachability' },
    },
    (answer) => {
      if (answer.id === 'other') session.other ??= 'error' in answer ? answer.error.code : 'shown';
      for (const { name, restarts } of podRowsOf(answer)) {
        session.rows += 1;
        if (projectOf.get(name) !== project) session.foreign += 1;
        session.seen.see(name, restarts);
      }
    },
  );
  return session;
}
