import http from 'node:http';
import path from 'node:path';
import next from 'next';
import { PATH_HEADER } from '@/lib/auth/path-header';
import { config, type Config } from '@/lib/config';
import { migrate } from '@/lib/db';
import { ADDRESS_HEADER, refuseUndecodable } from '@/lib/http';
import { startJobs } from '@/lib/jobs';
import { log, setLogLevel } from '@/lib/observability/log';
import { endOnUncaught } from '@/lib/observability/uncaught';
import { attachGateway, serveStream } from '@/lib/realtime';
import { precompressed } from '@/lib/runtime/precompressed';
import { withPageStatus } from '@/lib/runtime/page-status';
import { ensureDefaultCluster } from '@/lib/services/clusters';
import { ensureFirstAdministrator } from '@/lib/services/identity';
import { endAllShells } from '@/lib/services/shells';

/** The settings, or the end of the process with a readable message. */
function readConfig(): Config {
  try {
    return config();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const settings = readConfig();
  setLogLevel(settings.BERTH_LOG_LEVEL);
  // next-auth reads its own address from the environment.
  process.env['NEXTAUTH_URL'] = settings.BERTH_URL;

  const applied = await migrate(settings.DATABASE_URL, path.resolve('prisma/migrations'));
  if (applied.length > 0) log.info('database migrated', { applied });
  await ensureFirstAdministrator();
  await ensureDefaultCluster();

  const dev = settings.NODE_ENV === 'development';
  // Next puts an upgrade listener of its own on the server it is given and kills sockets that it does not know;
  // it gets a server that listens to nothing, and development's hot reload is passed on to it (docs/adr/0001).
  const nextOnly = http.createServer();
  const app = next({ dev, httpServer: nextOnly, dir: process.cwd() });
  await app.prepare();
  const handle = app.getRequestHandler();

  // Development builds as it goes, and compresses nothing.
  const served = precompressed(path.resolve('.next/static'), '/_next/static/');
  const server = http.createServer((request, response) => {
    if (served(request, response) || refuseUndecodable(request, response)) return;
    request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? 'unknown';
    request.headers[PATH_HEADER] = request.url ?? '/';
    if (serveStream(request, response)) return;
    withPageStatus(response, () => void handle(request, response));
  });
  // Slow headers may not hold a connection; bodies are limited by the routes, streams by nothing.
  server.headersTimeout = 20_000;
  server.requestTimeout = 300_000;
  attachGateway(
    server,
    dev ? (request, socket, head) => nextOnly.emit('upgrade', request, socket, head) : undefined,
  );

  server.on('error', (error) => {
    log.error('the console cannot listen', { port: settings.PORT, error });
    process.exit(1);
  });
  server.listen(settings.PORT, settings.BERTH_HOST, () => {
    log.info('console listens', { url: settings.BERTH_URL, port: settings.PORT });
  });
  const stopJobs = startJobs();

  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    log.info('console ends', { signal });
    stopJobs();
    const shells = endAllShells();
    server.close(() => void shells.finally(() => process.exit(0)));
    // Streams don't end by themselves.
    setTimeout(() => {
      server.closeAllConnections();
      process.exit(0);
    }, 3000).unref();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

endOnUncaught();

main().catch((error: unknown) => {
  log.error('the console cannot start', { error });
  process.exit(1);
});
