import { describe, expect, it } from 'vitest';
import { entryOf, matching, type Entry } from './entries';

const page = (title: string): Entry => ({ key: title, kind: 'page', title, note: '', href: '/' });

describe('matching', () => {
  it('wants every word and puts what begins with the first one first', () => {
    const entries = [page('New tenant'), page('Tenants'), page('Users')];
    expect(matching(entries, 'ten').map((entry) => entry.title)).toEqual(['Tenants', 'New tenant']);
    expect(matching(entries, 'new ten').map((entry) => entry.title)).toEqual(['New tenant']);
    expect(matching(entries, '')).toHaveLength(3);
  });
});

describe('entryOf', () => {
  it.each([
    [{ kind: 'app', name: 'web', title: 'web', parent: 'shop' }, '/projects/shop/apps/web'],
    [{ kind: 'project', name: 'shop', title: 'Shop', parent: 'acme' }, '/projects/shop'],
    [{ kind: 'tenant', name: 'acme', title: 'Acme', parent: null }, '/tenants?tenant=acme'],
    [{ kind: 'user', name: 'li.wei', title: 'Li Wei', parent: null }, '/users?search=li.wei'],
  ] as const)('%o leads to %s', (item, href) => {
    expect(entryOf(item).href).toBe(href);
  });
});
