import type { Permission } from '@/lib/domain/access';

/** One line of the navigation; `key` is also its word in the texts of the frame. */
export interface NavItem {
  key: string;
  href: string;
  /** Other addresses at which this line is the present one; the line's own, and below it, always count. */
  also?: RegExp;
  /** True when only the very address counts, not what lies below. */
  exact?: boolean;
}

interface Viewer {
  may: (permission: Permission) => boolean;
  inTenants: boolean;
}

/** Where everybody may go. */
export const GENERAL: NavItem[] = [
  { key: 'home', href: '/', exact: true },
  { key: 'projects', href: '/projects', exact: true },
];

/** The pages of a project that its permissions open. */
export function projectItems(project: string, permissions: readonly string[]): NavItem[] {
  const base = `/projects/${project}`;
  return [
    { key: 'apps', href: base, exact: true, also: new RegExp(`^${base}/apps(/|$)`) },
    { key: 'pods', href: `${base}/pods` },
    ...(permissions.includes('secrets.manage') ? [{ key: 'secrets', href: `${base}/secrets` }] : []),
    ...(permissions.includes('shell.read') ? [{ key: 'shells', href: `${base}/shells` }] : []),
    { key: 'members', href: `${base}/members` },
    { key: 'quota', href: `${base}/quota` },
    ...(permissions.includes('project.audit.read') ? [{ key: 'projectAudit', href: `${base}/audit` }] : []),
    ...(permissions.includes('project.update') ? [{ key: 'projectSettings', href: `${base}/settings` }] : []),
  ];
}

/** The pages of the platform that somebody may see. */
export function platformItems(viewer: Viewer): NavItem[] {
  const items: (NavItem | false)[] = [
    (viewer.inTenants || viewer.may('tenants.create')) && { key: 'tenants', href: '/tenants' },
    viewer.may('registries.manage') && { key: 'registries', href: '/registries' },
    viewer.may('clusters.read') && { key: 'clusters', href: '/clusters' },
    viewer.may('users.manage') && { key: 'users', href: '/users' },
    viewer.may('audit.read') && { key: 'audit', href: '/audit' },
  ];
  return items.filter((item) => item !== false);
}

/** True when a line stands for the page at `pathname`. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  if (pathname === item.href || item.also?.test(pathname)) return true;
  return !item.exact && pathname.startsWith(`${item.href}/`);
}
