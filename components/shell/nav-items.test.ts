import { describe, expect, it } from 'vitest';
import { GENERAL, isCurrent, platformItems, projectItems } from './nav-items';

const keys = (items: { key: string }[]) => items.map((item) => item.key);

describe('navigation', () => {
  it('offers the platform only to those who may', () => {
    expect(platformItems({ may: () => false, inTenants: false })).toEqual([]);
    expect(keys(platformItems({ may: () => false, inTenants: true }))).toEqual(['tenants']);
    expect(keys(platformItems({ may: () => true, inTenants: false }))).toEqual([
      'tenants',
      'registries',
      'clusters',
      'users',
      'audit',
    ]);
  });

  it('offers a project’s audit and settings only by permission', () => {
    expect(keys(projectItems('shop', ['project.read']))).toEqual(['apps', 'pods', 'members', 'quota']);
    expect(keys(projectItems('shop', ['project.audit.read', 'project.update']))).toContain('projectSettings');
    expect(keys(projectItems('shop', ['secrets.manage']))).toContain('secrets');
    expect(keys(projectItems('shop', ['shell.read']))).toContain('shells');
  });

  it.each([
    ['/', '/', true],
    ['/', '/projects', false],
    ['/projects', '/projects/shop', false],
  ])('%s is current at %s: %s', (href, pathname, expected) => {
    const item = GENERAL.find((each) => each.href === href);
    expect(item && isCurrent(item, pathname)).toBe(expected);
  });

  it('marks Apps on every page of an app, not on that of a namesake', () => {
    const apps = projectItems('shop', [])[0];
    expect(apps && isCurrent(apps, '/projects/shop/apps/web')).toBe(true);
    expect(apps && isCurrent(apps, '/projects/shop/members')).toBe(false);
    expect(apps && isCurrent(apps, '/projects/shop-2/apps/web')).toBe(false);
  });
});
