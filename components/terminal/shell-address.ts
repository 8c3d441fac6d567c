import type { ShellTarget } from '../dock/dock-store';

/**
 * Where a shell is opened (`new`), gone back to, or watched. `ack=1` because the browser can't stop reading a WebSocket,
 * so it says what it has drawn.
 */
export function shellAddress(target: ShellTarget, origin: string, session: string, seen: number): string {
  const query = new URLSearchParams({ ack: '1', session });
  if (seen > 0) query.set('seen', String(seen));
  if (target.watch) query.set('watch', '1');
  if (target.container !== undefined) query.set('container', target.container);
  if (session === 'new') for (const part of target.command ?? []) query.append('command', part);
  const path = `/ws/projects/${encodeURIComponent(target.project)}/pods/${encodeURIComponent(target.pod)}/exec`;
  return `${origin.replace(/^http/, 'ws')}${path}?${query}`;
}
