import { isProblem } from '@/lib/domain/problem';
import { loadEnvironment } from './environment';
import { USAGE, UsageError } from './usage';

/** A command: takes its arguments, returns the exit code. */
type Command = (args: string[]) => Promise<number>;

// Loaded only when called for: most of the start-up time is the database client.
const COMMANDS: Record<string, () => Promise<Command>> = {
  'token create': async () => (await import('./commands/token-create')).tokenCreate,
  'user reset-password': async () => (await import('./commands/user-reset-password')).userResetPassword,
  'user list': async () => (await import('./commands/user-list')).userList,
  doctor: async () => (await import('./commands/doctor')).doctor,
};

async function main(args: string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h') || args[0] === 'help') {
    process.stdout.write(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  for (const words of [2, 1]) {
    const load = COMMANDS[args.slice(0, words).join(' ')];
    if (!load) continue;
    loadEnvironment();
    return (await load())(args.slice(words));
  }
  throw new UsageError(`There is no command “${args.slice(0, 2).join(' ')}”.`);
}

/** Ends the process with everything written: the database client would keep it open. */
function end(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

main(process.argv.slice(2)).then(end, (error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (isProblem(error))
    for (const field of error.fields) process.stderr.write(`  ${field.path}: ${field.message}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
  end(error instanceof UsageError ? 2 : 1);
});
