import type { z } from 'zod';
import { configSchema } from './schema';

/** Set by whatever starts the process, not by people. */
const NOT_SHOWN = new Set(['NODE_ENV']);

/** The text of `.env.example`: every setting with its description; commented out where there is a default. */
export function environmentExample(): string {
  const blocks = Object.entries(configSchema.shape)
    .filter(([name]) => !NOT_SHOWN.has(name))
    .map(([name, schema]) => {
      const fallback = defaultOf(schema);
      const needed = fallback === null && !schema.isOptional();
      const line = needed ? `${name}=` : `# ${name}=${fallback ?? ''}`;
      return [...wrap(schema.description ?? ''), ...(needed ? ['# Needed.'] : []), line].join('\n');
    });
  return `${HEADER}\n${blocks.join('\n\n')}\n`;
}

const HEADER = `# Settings of the console, read from the environment at start (lib/config/schema.ts; a wrong one stops the start
# with a sentence). \`npm run up\` sets them all by itself. Checked against the schema by a test; write it anew with
#   npx vitest run lib/config -u
`;

function defaultOf(schema: z.ZodType): string | null {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return null;
  return Array.isArray(parsed.data) ? parsed.data.join(',') : JSON.stringify(parsed.data).replaceAll('"', '');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 108) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
