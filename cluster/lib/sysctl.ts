import { existsSync, readFileSync, writeFileSync } from 'node:fs';

// What pods need of the host. The kubelet follows logs with inotify, one
// instance per reader, and the usual limit of 128 is used up by one busy page.
const atLeast: [name: string, value: number][] = [
  ['net.ipv4.ip_forward', 1],
  ['fs.inotify.max_user_instances', 8192],
  ['fs.inotify.max_user_watches', 524288],
];

function pathOf(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}

/** Raises the kernel settings that are too low, and returns what they were. */
export function raiseSysctls(): Record<string, string> {
  const before: Record<string, string> = {};
  for (const [name, value] of atLeast) {
    const path = pathOf(name);
    if (!existsSync(path)) continue;
    const now = readFileSync(path, 'utf8').trim();
    if (Number(now) >= value) continue;
    writeFileSync(path, String(value));
    before[name] = now;
  }
  return before;
}

/** Puts kernel settings back. */
export function restoreSysctls(before: Record<string, string>): void {
  for (const [name, value] of Object.entries(before)) {
    if (existsSync(pathOf(name))) writeFileSync(pathOf(name), value);
  }
}
