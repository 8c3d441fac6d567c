import type { WebSocket } from 'ws';
import { SHELL_ACCESS, shellRequestSchema, type ShellRequest } from '@/lib/contract/shells';
import { CHANNEL, exitJson, frame, type ShellExit } from '@/lib/domain/shell';
import { isProblem, Problem, problemText } from '@/lib/domain/problem';
import { guardRight, requireSignIn, type Caller } from '@/lib/services/kernel';
import { findShell, lossOf, openShell, watchShell, type ShellSession } from '@/lib/services/shells';
import { ShellSocket } from './shell-socket';
import type { Upgrade } from './upgrade';

/**
 * /ws/projects/{project}/pods/{pod}/exec: the shell is open before the upgrade is granted. Without further parameters
 * it speaks v5.channel.k8s.io and nothing else (docs/adr/0010).
 */
export async function serveExec({ url, params, caller, accept }: Upgrade): Promise<void> {
  const query = url.searchParams;
  const request = shellRequestSchema.safeParse({
    ...params,
    container: query.get('container') ?? undefined,
    command: query.getAll('command'),
    session: query.get('session') ?? undefined,
    seen: query.get('seen') ?? undefined,
  });
  // A name that Kubernetes does not accept names nothing.
  if (!request.success) throw new Problem('resource.not_found', { what: 'pod' });
  const { session } = request.data;
  const options = { acks: query.get('ack') === '1', notes: session !== undefined };
  const socketOf = async () => new ShellSocket(await accept(), options);
  try {
    if (query.get('watch') === '1') await watch(caller, request.data, socketOf);
    else if (session === undefined || session === 'new') await open(caller, request.data, socketOf);
    else await comeBack(caller, request.data, socketOf, accept);
  } catch (error) {
    if (!isProblem(error) || !TOLD.has(error.status)) throw error;
    const message = problemText(error.code, caller.language, error.params);
    tell(await accept(), { exitCode: null, reason: error.code, message }, error.status);
  }
}

type SocketOf = () => Promise<ShellSocket>;

async function open(caller: Caller, request: ShellRequest, socketOf: SocketOf): Promise<void> {
  const session = await openShell(caller, request);
  try {
    const socket = await socketOf();
    socket.type(session.attach(socket, 0));
  } catch (error) {
    await session.finish({ exitCode: null, reason: 'left', message: '' });
    throw error;
  }
}

async function comeBack(
  caller: Caller,
  request: ShellRequest,
  socketOf: SocketOf,
  accept: () => Promise<WebSocket>,
): Promise<void> {
  const found = await findShell(caller, request);
  if ('exit' in found) {
    tell(await accept(), found.exit, 0);
    return;
  }
  const socket = await socketOf();
  socket.type(found.session.attach(socket, request.seen));
}

async function watch(caller: Caller, request: ShellRequest, socketOf: SocketOf): Promise<void> {
  const { session, name } = await watchShell(caller, request);
  const socket = await socketOf();
  socket.watch(session.watch(socket, name));
  guardWatcher(caller, request, session, socket);
}

/** A watcher is judged anew for itself. */
function guardWatcher(
  caller: Caller,
  request: ShellRequest,
  session: ShellSession,
  socket: ShellSocket,
): void {
  const over = AbortSignal.any([caller.signal, session.over]);
  guardRight(requireSignIn(caller), SHELL_ACCESS, request.project, over, (lost) => {
    const exit = lossOf(lost, caller.language);
    socket.end(exit, statusFrame(exit, 0), true);
  });
}

/** Who gets this far may open shells here; what failed is told on the status channel, where a browser can read it. */
const TOLD = new Set([409, 422, 500, 502, 503, 504]);

/** Tells over the accepted socket why there is no shell: a browser can't read a refused upgrade. */
function tell(socket: WebSocket, exit: ShellExit, code: number): void {
  socket.on('error', () => undefined);
  socket.send(statusFrame(exit, code), { binary: true });
  socket.close(1000, exit.reason.slice(0, 120));
}

function statusFrame(exit: ShellExit, code: number): Uint8Array {
  return frame(CHANNEL.status, Buffer.from(exitJson(exit, code)));
}
