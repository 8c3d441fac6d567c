import type { Done } from './churn';
import type { Place } from './place';

/** What is known of the console at one moment of a soak. */
export interface Sample {
  /** Since the soak began. */
  seconds: number;
  resident: number;
  /** Bytes of the heap after a collection. */
  heap: number;
  /** Bytes of buffers and native objects. */
  external: number;
  descriptors: number;
  /** Open connections to the API server. */
  connections: number;
  /** TLS handshakes so far: of connections that are kept, and of shells, which have one of their own each. */
  handshakes: { kept: number; shells: number };
  /** Log streams that are open at the API server. */
  logStreams: number;
  /** That the cluster keeps, of whomever: rows in the console's cache. */
  events: number;
  /** Delay of the event loop since the sample before, in ms. */
  delay: { p99: number; most: number };
  done: Done;
}

/** Takes one; `done` is what was done until then. */
export async function take(place: Place, seconds: number, done: Done): Promise<Sample> {
  const now = await place.metrics();
  const of = (name: string) => {
    const value = now[name];
    if (value === undefined) throw new Error(`the console has no metric ${name}`);
    return value;
  };
  // These begin with the first of their kind.
  const sofar = (name: string) => now[name] ?? 0;
  const lag = (quantile: string) => of(`nodejs_eventloop_lag_seconds{quantile="${quantile}"}`) * 1000;
  const sample = {
    seconds,
    resident: of('process_resident_memory_bytes'),
    external: of('nodejs_external_memory_bytes'),
    descriptors: place.descriptors(),
    connections: place.proxy.carried(),
    handshakes: {
      kept: sofar('berth_kube_connections_total{kind="pool"}'),
      shells: sofar('berth_kube_connections_total{kind="shell"}'),
    },
    logStreams: sofar('berth_log_upstreams'),
    events: await place.events(),
    delay: { p99: lag('0.99'), most: lag('1') },
    done: { ...done },
    heap: await place.inspector.heapInUse(),
  };
  // What that collection held up is not the console's: the delay is counted anew from here on.
  await place.metrics();
  return sample;
}
