import type { Ground } from '../lib/ground';
import { memoryOf } from '../lib/process';
import { paired, single, type Result } from '../lib/result';
import { inPairs } from '../lib/stats';
import { execUrl } from './shell-address';

interface Flooded {
  megabytesPerSecond: number;
  promptMs: number;
}

const PAIRS = 10;
const SECONDS = 4;
const LEAST = 0.7;
const GROWTH_MB = 16;
const PROMPT_MS = 1000;

/** Metric 5: a program that writes without end, and Ctrl-C. */
export async function shellFlood(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('flood', ['sleep', '86400']);
  const prompts: number[] = [];
  const flood = async (target: string) =>
    ground.shell<Flooded>(`${ground.tool} flood -seconds ${SECONDS} ${target}`);
  const ours = async () => {
    const { megabytesPerSecond, promptMs } = await flood(
      `-url '${execUrl(ground, pod)}' -token ${ground.token}`,
    );
    prompts.push(promptMs);
    return megabytesPerSecond;
  };
  const reference = async () =>
    (await flood(`-- ${ground.kubectl} exec -it ${pod} -- sh`)).megabytesPerSecond;
  // The first flood takes what the runtime takes once (code, pools, room for its young objects): told apart.
  const first = await grown(ground, ours);
  const later = await grown(ground, () => inPairs(PAIRS, ours, reference));
  const pairs = later.value;
  await ground.remove('flood');
  const slowest = Math.max(...prompts);
  return [
    paired(
      { metric: '5 shell flood', unit: 'MB/s', against: 'kubectl exec -it', goal: `≥ ${LEAST}` },
      pairs,
      (ratio) => ratio >= LEAST,
    ),
    single(
      { metric: '5 shell flood: prompt after Ctrl-C, slowest', unit: 'ms', goal: `≤ ${PROMPT_MS}` },
      slowest,
      slowest <= PROMPT_MS,
    ),
    ...[
      { what: 'the first flood', ...first },
      { what: 'later floods', ...later },
    ].map(({ what, resident, live }) =>
      single(
        {
          metric: `5 shell flood: memory growth, ${what}`,
          unit: 'MB',
          goal: `≤ ${GROWTH_MB}`,
          note: `resident, uncollected garbage included; heap and buffers in use grew by ${live.toFixed(1)} MB`,
        },
        resident,
        resident <= GROWTH_MB,
      ),
    ),
  ];
}

/** By how many MB the console grew at most while something was done. */
async function grown<T>(
  ground: Ground,
  act: () => Promise<T>,
): Promise<{ value: T; resident: number; live: number }> {
  const look = async () => {
    const told = await ground.metrics();
    const live = (told['nodejs_heap_used_bytes'] ?? NaN) + (told['nodejs_external_memory_bytes'] ?? NaN);
    return { resident: memoryOf(ground.console), live };
  };
  const before = await look();
  const most = { ...before };
  const watching = setInterval(() => {
    void look().then(({ resident, live }) => {
      most.resident = Math.max(most.resident, resident);
      most.live = Math.max(most.live, live);
    });
  }, 250);
  const value = await act().finally(() => clearInterval(watching));
  return {
    value,
    resident: (most.resident - before.resident) / 1e6,
    live: (most.live - before.live) / 1e6,
  };
}
