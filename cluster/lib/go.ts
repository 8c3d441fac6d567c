import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings';
import { run } from './command';
import { digest, digestOfFiles, filesBelow, readText, writeFile } from './files';

/** A program that is built from Go sources of this checkout. */
export interface GoProgram {
  name: string;
  /** The folder of its package, below `cluster/`. */
  folder: string;
  /** The folder of its module, below `cluster/`, when that is another one. */
  module?: string;
  /** The package to build, when that is a tool of the module and not what lies in the folder. */
  target?: string;
  /** Values set at link time, by variable. */
  variables?: Record<string, string>;
  /** Where it goes, when that isn't the state folder's `bin`. */
  output?: string;
}

/** Whether a program is there and was built from the sources as they are now. */
export function isBuilt(settings: Settings, program: GoProgram): boolean {
  return (
    readText(stampOf(settings, program)) === sourceDigest(settings, program) &&
    existsSync(outputOf(settings, program))
  );
}

function stampOf(settings: Settings, program: GoProgram): string {
  return join(settings.state.stamps, `go-${program.name}`);
}

function outputOf(settings: Settings, program: GoProgram): string {
  return program.output ?? join(settings.state.bin, program.name);
}

function sourceDigest(settings: Settings, program: GoProgram): string {
  const folder = join(settings.checkout, 'cluster', program.folder);
  const module = join(settings.checkout, 'cluster', program.module ?? program.folder);
  const files = filesBelow([folder, join(module, 'go.mod'), join(module, 'go.sum')]);
  return digest(
    digestOfFiles(settings.checkout, [...new Set(files)]),
    JSON.stringify(program.variables ?? {}),
    ...(program.target ? [program.target] : []),
    outputOf(settings, program),
  );
}

/** Builds a program, unless it is there already. Go's own cache makes a second build short. */
export async function buildGo(settings: Settings, program: GoProgram): Promise<string> {
  if (isBuilt(settings, program)) return 'already built';
  const variables = Object.entries(program.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  await run(
    'go',
    [
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags',
      ['-s', '-w', ...variables].join(' '),
      '-o',
      outputOf(settings, program),
      program.target ?? '.',
    ],
    {
      cwd: join(settings.checkout, 'cluster', program.folder),
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    },
  );
  writeFile(stampOf(settings, program), sourceDigest(settings, program), 0o644);
  return 'built';
}
