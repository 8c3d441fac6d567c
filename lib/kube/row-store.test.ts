import { describe, expect, it } from 'vitest';
import { Found, RowStore, type Change } from './row-store';
import type { Row } from './rows';

const row = (namespace: string, name: string, resourceVersion = '1', uid = name): Row => ({
  namespace,
  name,
  uid,
  resourceVersion,
  labels: {},
  createdAt: null,
  deleting: false,
});

function listen(store: RowStore<Row>, namespace: string | null): string[] {
  const told: string[] = [];
  store.subscribe(namespace, (change: Change<Row>) => {
    told.push(
      change.type === 'fresh' ? 'fresh' : `${change.type} ${change.row.namespace}/${change.row.name}`,
    );
  });
  return told;
}

function found(store: RowStore<Row>, ...rows: Row[]): Found<Row> {
  const list = new Found(store);
  for (const each of rows) list.set(each);
  return list;
}

describe('RowStore', () => {
  it('tells of a new list what has changed, and keeps no row that is gone', async () => {
    const store = new RowStore<Row>('test');
    await store.replace(
      found(store, row('a', 'same'), row('a', 'changed'), row('b', 'gone'), row('b', 'again')),
    );
    const same = store.get('a', 'same');
    const told = listen(store, null);
    await store.replace(
      found(
        store,
        row('a', 'same'),
        row('a', 'changed', '2'),
        row('b', 'again', '1', 'another'),
        row('c', 'new'),
      ),
    );
    expect(told.toSorted()).toEqual(['delete b/gone', 'set a/changed', 'set b/again', 'set c/new']);
    expect(store.rows().map(({ name }) => name)).toEqual(['same', 'changed', 'again', 'new']);
    expect(store.rows('b').map(({ uid }) => uid)).toEqual(['another']);
    // Not made a second time.
    expect(store.get('a', 'same')).toBe(same);
  });

  it('tells each listener of its namespace only, and all when it gets stale', () => {
    const store = new RowStore<Row>('test');
    const [a, b, all] = [listen(store, 'a'), listen(store, 'b'), listen(store, null)];
    store.set(row('a', 'x'));
    store.delete(row('a', 'x'));
    store.emit({ type: 'fresh' });
    expect(a).toEqual(['set a/x', 'delete a/x', 'fresh']);
    expect(b).toEqual(['fresh']);
    expect(all).toEqual(a);
    expect(store.rows()).toEqual([]);
  });

  it('goes on when a listener fails, and forgets those that left', () => {
    const store = new RowStore<Row>('test');
    store.subscribe('a', () => {
      throw new Error('a fault');
    });
    const told = listen(store, 'a');
    const leave = store.subscribe('a', () => told.push('left'));
    leave();
    leave();
    store.set(row('a', 'x'));
    expect(told).toEqual(['set a/x']);
  });
});
