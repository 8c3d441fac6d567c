/** What the audit page shows, as it stands in the address. */
export interface AuditView extends Record<string, string> {
  search: string;
  actor: string;
  action: string;
  project: string;
  tenant: string;
  result: string;
  range: string;
  from: string;
  to: string;
  open: string;
}

export const RANGES = ['hour', 'day', 'week', 'month', 'all', 'own'] as const;

const SECONDS: Record<string, number> = { hour: 3600, day: 86_400, week: 604_800, month: 2_592_000 };

export const DEFAULT_VIEW: AuditView = {
  search: '',
  actor: '',
  action: '',
  project: '',
  tenant: '',
  result: '',
  range: 'all',
  from: '',
  to: '',
  open: '',
};

/** The query for a view; empty filters are left out. */
export function queryOf(view: AuditView, now: Date): Record<string, string> {
  const seconds = SECONDS[view.range];
  const from = seconds ? new Date(now.getTime() - seconds * 1000).toISOString() : view.from;
  const { search, actor, action, project, tenant, result, to } = view;
  const all = { search, actor, action, project, tenant, result, from, to };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** True when any filter is on. */
export function isFiltered(view: AuditView): boolean {
  return Object.keys(queryOf(view, new Date())).length > 0;
}

/** A time as `<input type="datetime-local">` writes it, in the viewer's zone. */
export function localTime(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
