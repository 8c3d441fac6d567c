import { describe, expect, it } from 'vitest';
import { compareTags, searchNames, searchTags } from './search';

describe('searchNames', () => {
  const names = ['a/web', 'web', 'b/website', 'c/old-web', 'x/api', 'web/api'];

  it('puts the very name first, then beginnings, then the rest', () => {
    expect(searchNames(names, 'web', undefined, 10).items).toEqual([
      'a/web',
      'web',
      'b/website',
      'c/old-web',
      'web/api',
    ]);
  });

  it('wants every word', () =>
    expect(searchNames(names, 'web api', undefined, 10).items).toEqual(['web/api']));

  it('pages through 10,000 without a gap or a repetition', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `team-${index % 100}/app-${index}`);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = searchNames(many, '', cursor, 500);
      page.items.forEach((name) => seen.add(name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.size).toBe(10_000);
  });

  it('neither repeats nor skips what was there when the list grows while it is paged', () => {
    const first = searchNames(['b', 'd'], '', undefined, 1);
    expect(first).toEqual({ items: ['b'], next: '0:b', total: 2 });
    expect(searchNames(['a', 'b', 'c', 'd'], '', first.next ?? '', 5).items).toEqual(['c', 'd']);
  });
});

describe('compareTags', () => {
  it.each([
    [
      ['1.9', '1.10', 'latest', '1.10.1', 'main'],
      ['latest', '1.10.1', '1.10', '1.9', 'main'],
    ],
    [
      ['1.2.0-rc1', '1.2.0', '1.2.0-rc2', '1.1'],
      ['1.2.0', '1.2.0-rc2', '1.2.0-rc1', '1.1'],
    ],
    [
      ['v1.0', 'v2.0', 'v10.0'],
      ['v10.0', 'v2.0', 'v1.0'],
    ],
    [
      ['20261101', '20261120', '20260101'],
      ['20261120', '20261101', '20260101'],
    ],
    [
      ['build-9', 'build-10'],
      ['build-10', 'build-9'],
    ],
    [
      ['1', '2'],
      ['2', '1'],
    ],
  ])('%j', (tags, sorted) => expect([...tags].sort(compareTags)).toEqual(sorted));

  it('is an order: antisymmetric and transitive on mixed tags', () => {
    const tags = [
      'latest',
      '1',
      '1.0',
      '1.0-rc1',
      '1.0-alpine',
      '1.0.1',
      'v1',
      'v1.0',
      'main',
      'main-2',
      'a1',
      '1a',
      'sha-0f',
    ];
    for (const a of tags) {
      for (const b of tags) {
        expect(Math.sign(compareTags(a, b))).toBe(-Math.sign(compareTags(b, a)) || 0);
        for (const c of tags) {
          if (compareTags(a, b) < 0 && compareTags(b, c) < 0)
            expect([a, b, c, compareTags(a, c) < 0]).toEqual([a, b, c, true]);
        }
      }
    }
  });
});

describe('searchTags', () => {
  it('finds and pages among 10,000', () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => `1.${index}`);
    const page = searchTags(tags, '', undefined, 3);
    expect(page.items).toEqual(['1.9999', '1.9998', '1.9997']);
    expect(searchTags(tags, '', page.next ?? '', 2).items).toEqual(['1.9996', '1.9995']);
    expect(searchTags(tags, '999', undefined, 2)).toMatchObject({ items: ['1.9999', '1.9998'], total: 19 });
  });
});
