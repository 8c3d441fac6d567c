import { expect, it } from 'vitest';
import { readPodView, topicOf } from './pod-view';

const text = { search: '', state: '', app: '', sort: 'name', page: '1' };

it('reads a view from an address, and leaves out what it can’t be', () => {
  expect(readPodView({ ...text, state: 'failing', sort: '-restarts', page: '3' })).toMatchObject({
    state: 'failing',
    sort: '-restarts',
    page: 3,
  });
  expect(readPodView({ ...text, state: 'x', app: '../a', sort: '--name', page: '0' })).toEqual({
    search: '',
    state: '',
    app: '',
    sort: 'name',
    page: 1,
  });
  expect(readPodView({ ...text, page: '1e9' }).page).toBe(1);
});

it('asks for no more than the view says', () => {
  const view = readPodView({ ...text, search: ' web ' });
  expect(topicOf('shop', view)).toEqual({
    topic: 'pods',
    project: 'shop',
    search: 'web',
    sort: 'name',
    page: 1,
  });
});
