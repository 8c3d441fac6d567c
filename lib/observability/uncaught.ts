import { log } from './log';

/**
 * What becomes of errors that nobody caught. An exception may have left anything half done, so the process says why
 * and ends; whoever runs it starts it again, and the jobs finish what is on record. Without this, Next's own listener
 * would log it and go on. A rejected promise that nobody waited for is only logged: nothing hung on it.
 */
export function endOnUncaught(): void {
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception: the console ends', { error });
    process.exit(1);
  });
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error }));
}
