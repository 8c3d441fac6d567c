import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { singleton } from '@/lib/runtime/singleton';

interface Counted {
  calls: number;
  seconds: number;
}

interface State {
  /** By `operation|status`. */
  http: Map<string, Counted>;
  delay: IntervalHistogram;
}

function state(): State {
  return singleton('metrics', () => {
    const delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
    return { http: new Map(), delay };
  });
}

/** A number that is read when the metrics are: a sample for each set of labels. */
interface Reading {
  name: string;
  type: 'gauge' | 'counter';
  help: string;
  samples: () => [Record<string, string>, number][];
}

function readings(): Map<string, Reading> {
  return singleton('metric-readings', () => new Map<string, Reading>());
}

/** Adds a metric of a feature; the same name again replaces it. */
export function registerMetric(reading: Reading): void {
  readings().set(reading.name, reading);
}

/** Counts one answered call of an operation. */
export function countCall(operation: string, status: number, seconds: number): void {
  const { http } = state();
  const key = `${operation}|${status}`;
  const counted = http.get(key) ?? { calls: 0, seconds: 0 };
  counted.calls += 1;
  counted.seconds += seconds;
  http.set(key, counted);
}

/** The console's metrics in Prometheus' text format. The event loop's delay is that since the last reading. */
export function renderMetrics(): string {
  const { http, delay } = state();
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const lines = [
    ...metric('berth_build_info', 'gauge', 'Always 1; the labels say what runs.', [
      [{ version: process.env['npm_package_version'] ?? '0.1.0', node: process.version }, 1],
    ]),
    ...metric('process_start_time_seconds', 'gauge', 'Start of the process since the epoch.', [
      [{}, Math.round(Date.now() / 1000 - process.uptime())],
    ]),
    ...metric('process_cpu_seconds_total', 'counter', 'User and system time.', [
      [{}, (cpu.user + cpu.system) / 1e6],
    ]),
    ...metric('process_resident_memory_bytes', 'gauge', 'Resident memory.', [[{}, memory.rss]]),
    ...metric('nodejs_heap_used_bytes', 'gauge', 'Heap in use.', [[{}, memory.heapUsed]]),
    ...metric('nodejs_external_memory_bytes', 'gauge', 'Memory of buffers and native objects.', [
      [{}, memory.external],
    ]),
    ...metric('nodejs_eventloop_lag_seconds', 'gauge', 'Delay of the event loop since the last reading.', [
      [{ quantile: '0.5' }, delay.percentile(50) / 1e9],
      [{ quantile: '0.99' }, delay.percentile(99) / 1e9],
      [{ quantile: '1' }, delay.max / 1e9],
    ]),
    ...metric(
      'berth_http_requests_total',
      'counter',
      'Answered calls of the API by operation and status.',
      [...http].map(([key, { calls }]) => [labelsOf(key), calls]),
    ),
    ...metric(
      'berth_http_request_seconds_total',
      'counter',
      'Time spent on them.',
      [...http].map(([key, { seconds }]) => [labelsOf(key), seconds]),
    ),
    ...[...readings().values()].flatMap(({ name, type, help, samples }) =>
      metric(name, type, help, samples()),
    ),
  ];
  delay.reset();
  return `${lines.join('\n')}\n`;
}

function labelsOf(key: string): Record<string, string> {
  const [operation = '', status = ''] = key.split('|');
  return { operation, status };
}

function metric(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  samples: [Record<string, string>, number][],
): string[] {
  const rows = samples.map(([labels, value]) => {
    const inner = Object.entries(labels)
      .map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, '_')}"`)
      .join(',');
    return `${name}${inner ? `{${inner}}` : ''} ${Number.isFinite(value) ? value : 0}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...rows];
}
