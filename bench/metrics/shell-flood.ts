import { memoryOf, type Ground } from '../lib/ground';
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
  // What the runtime takes once (code, pools) is no growth: the warm-up is before the first look.
  await ours();
  const before = memoryOf(ground.console);
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, memoryOf(ground.console))), 200);
  const pairs = await inPairs(PAIRS, ours, reference).finally(() => clearInterval(watching));
  await ground.remove('flood');
  const growth = (most - before) / 1e6;
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
    single(
      { metric: '5 shell flood: memory growth', unit: 'MB', goal: `≤ ${GROWTH_MB}` },
      growth,
      growth <= GROWTH_MB,
    ),
  ];
}
