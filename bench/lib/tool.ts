import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyboxImage, pushImage } from '../../cluster/images/samples';
import { run } from '../../cluster/lib/command';
import { readSettings } from '../../cluster/settings';

/** Builds the tool and pushes it as `bench/tool:1` (busybox and the tool); answers where the program is. */
export async function makeTool(): Promise<string> {
  const settings = readSettings();
  const program = join(settings.state.bin, 'bench-tool');
  await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', program, '.'], {
    cwd: join(settings.checkout, 'bench', 'tool'),
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  const base = await busyboxImage();
  await pushImage(settings, {
    ...base,
    repository: 'bench/tool',
    entries: [...base.entries, { kind: 'file', path: 'tool', data: readFileSync(program), mode: 0o755 }],
  });
  return program;
}
