import type { Ground } from '../lib/ground';

/** Where a shell of a pod of the tool is to be had. */
export function execUrl(ground: Ground, pod: string): string {
  const base = `${ground.url.replace(/^http/, 'ws')}/ws/projects/${ground.project}/pods/${pod}/exec`;
  return `${base}?command=sh&tty=true`;
}
