// The least that can fan a program's output out: a bare `ws` broadcaster. `node broadcast.mjs COMMAND…` prints its port.
// It gathers for as long as sending takes, as anything must that sends each line to a thousand sockets.
import { spawn } from 'node:child_process';
import { WebSocketServer } from 'ws';

const SHORTEST_MS = 5;
const LONGEST_MS = 250;
const FULL = 1024 * 1024;

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('listening', () => process.stdout.write(`${server.address().port}\n`));
server.on('connection', (socket) => socket.on('error', () => undefined));

let waiting = [];
let cost = 0;
let timer = null;

function send() {
  timer = null;
  const began = performance.now();
  const data = Buffer.concat(waiting);
  waiting = [];
  for (const socket of server.clients) if (socket.bufferedAmount < FULL) socket.send(data, { binary: true });
  cost = performance.now() - began;
}

const [command, ...args] = process.argv.slice(2);
const source = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
source.stdout.on('data', (chunk) => {
  waiting.push(chunk);
  timer ??= setTimeout(send, Math.min(LONGEST_MS, Math.max(SHORTEST_MS, cost)));
});
source.on('exit', () => process.exit(0));
process.on('SIGTERM', () => {
  source.kill();
  process.exit(0);
});
