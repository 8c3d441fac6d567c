import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '@/lib/testing/wait-for';
import { trend, type Point } from '../lib/stats';
import { Churn } from './churn';
import { openPlace, type Place } from './place';
import { atRest } from './rest';

// The short form of `npm run soak` (docs/soak.md): what is opened and left again, hundreds of times, leaves nothing.

const WARM_UP = 30;
const ROUNDS = 5;
const VISITS = 15;
const AT_ONCE = 3;
/** A visit opens three logs, a shell and three pages of six views each: to forget to give one of them back is more. */
const MOST_PER_VISIT = 8192;
/** What other tests leave in the cluster meanwhile stands in the console's cache. */
const BYTES_OF_EVENT = 1100;
/** Connections of pools come and go; what stays open with each visit comes to more. */
const SLACK = 40;
/**
 * A visit asks the cluster five times and more. Pools are made anew when a busy machine keeps the API server silent for
 * a second and a half (docs/adr/0013), which is a dozen handshakes each time.
 */
const MOST_HANDSHAKES = 2 * ROUNDS * VISITS;

let place: Place;

beforeAll(async () => {
  // It says a little and then nothing: what the log's memory keeps must not grow meanwhile.
  place = await openPlace('seq 20; trap exit TERM; sleep 86400 & wait');
});
afterAll(() => place.close());

it('visits leave no memory, descriptor, stream or connection behind', { timeout: 600_000 }, async () => {
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
  expect(after.handshakes, told).toBeLessThan(before.handshakes + MOST_HANDSHAKES);
  await place.call('DELETE', `/projects/${place.project}/apps/${place.app}?confirm=${place.app}`);
  await waitFor('the log’s stream to end', async () => (await place.metrics())['berth_log_upstreams'] === 0);
});
