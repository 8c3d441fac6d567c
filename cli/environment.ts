import { readFileSync } from 'node:fs';
import { resolveState, statePaths } from '../scripts/lib/state.mjs';

/**
 * Fills what the environment lacks from the state folder's `console.env`, which `npm run up` writes, so that the
 * command line works where the console does. Returns the file that was read, if there is one.
 */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env): string | null {
  // Whoever names the database means that one, with the settings that belong to it.
  if (env['DATABASE_URL'] && env['BERTH_SECRET_KEY']) return null;
  const file = statePaths(resolveState(env).folder).consoleEnv;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  for (const [name, value] of parseEnvironment(text)) env[name] ??= value;
  return file;
}

/** The settings of a `console.env`: `NAME=value` lines, values in single quotes where a shell would need them. */
export function parseEnvironment(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line);
    return match ? [[match[1] ?? '', unquote((match[2] ?? '').trim())] as [string, string]] : [];
  });
}

function unquote(value: string): string {
  if (!/^'.*'$/s.test(value)) return value;
  return value.slice(1, -1).replaceAll(String.raw`'\''`, "'");
}
