import { describe, expect, it } from 'vitest';
import { problemText } from './text';

describe('problemText', () => {
  it('names the registry where it is known, in both languages', () => {
    expect(problemText('registry.credentials', 'en')).toBe(
      'The registry refuses this user name or password.',
    );
    expect(problemText('registry.credentials', 'en', { registry: 'a' })).toBe(
      'The registry a refuses this user name or password.',
    );
    expect(problemText('registry.unreachable', 'zh', { registry: 'a', detail: 'd' })).toBe(
      '无法连接镜像仓库 a：d',
    );
  });

  it('says of what an app’s excerpts are full', () => {
    expect(problemText('log.excerpts_full', 'en', { count: 500 })).toBe(
      'No more can be kept of this app’s log: 500 excerpts are there. Delete some that are no longer needed.',
    );
    expect(problemText('log.excerpts_full', 'en', { used: '127.9', limit: 128, asked: '3.5' })).toBe(
      'No more can be kept of this app’s log: 127.9 of 128 MiB are used. This excerpt takes 3.5 MiB. Delete some that are no longer needed.',
    );
  });

  it('says which registries gave no answer', () => {
    expect(problemText('image.not_found', 'en', { image: 'web:1', unasked: 'a, b' })).toBe(
      'The image web:1 was not found; not asked, because they gave no answer: a, b.',
    );
  });
});
