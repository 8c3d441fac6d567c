import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '@/lib/testing/wait-for';
import { trend, type Point } from '../lib/stats';
import { Churn } from './churn';
import { openPlace, type Place } from './place';
import { atRest } from './rest';

// The short form of `npm run soak` (docs/soak.md): what is opened and left again, hundreds of times, leaves nothing.

const WARM_UP = 100;
const ROUNDS = 6;
const VISITS = 50;
const AT_ONCE = 4;
/** A visit opens a log, a shell and a page of six views: to forget to give one of them back is more. */
const MOST_PER_VISIT = 2048;
/** What other tests leave in the cluster meanwhile stands in the console's cache. */
const BYTES_OF_EVENT = 1500;
/** Connections of pools come and go; what stays open with each visit comes to hundreds. */
const SLACK = 40;

let place: Place;

beforeAll(async () => {
  // It says a little and then nothing: what the log's memory keeps must not grow meanwhile.
  place = await openPlace('seq 20; trap exit TERM; sleep 86400 & wait');
});
afterAll(() => place.close());

it('visits leave no memory, descriptor, stream or connection behind', { timeout: 400_000 }, async () => {
  const churn = new Churn(place);
  await churn.visits(WARM_UP, AT_ONCE);
  const before = await atRest(place);
  const held = [before];
  for (let round = 1; round <= ROUNDS; round += 1) {
    await churn.visits(VISITS, AT_ONCE);
    held.push(await atRest(place));
  }
  const after = await atRest(place);
  expect(churn.failed).toEqual([]);
  const told = JSON.stringify(held);
  const grown = held.map(({ memory, events }, at): Point => [at * VISITS, memory - events * BYTES_OF_EVENT]);
  expect(trend(grown).slope, told).toBeLessThan(MOST_PER_VISIT);
  expect(after.descriptors, told).toBeLessThan(before.descriptors + SLACK);
  expect(after.connections, told).toBeLessThan(before.connections + SLACK);
  expect(after.handshakes, told).toBeLessThan(before.handshakes + SLACK);
  await place.call('DELETE', `/projects/${place.project}/apps/${place.app}?confirm=${place.app}`);
  await waitFor('the log’s stream to end', async () => (await place.metrics())['berth_log_upstreams'] === 0);
});
