import type { Ground } from '../lib/ground';
import { paired, type Result } from '../lib/result';
import { inPairs, type Pair } from '../lib/stats';
import { execUrl } from './shell-address';

interface Spread {
  p50: number;
  p99: number;
}

const PAIRS = 10;
const KEYS = 300;
const MOST = 1.25;

/** Metric 4: a key and its echo, through the console and through kubectl. */
export async function shellEcho(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('echo', ['sleep', '86400']);
  const middles: Pair[] = [];
  let middle: Partial<Pair> = {};
  const keys = (who: keyof Pair, target: string) => async () => {
    const spread = await ground.shell<Spread>(`${ground.tool} keys -count ${KEYS} ${target}`);
    middle[who] = spread.p50;
    if (middle.ours !== undefined && middle.reference !== undefined) {
      middles.push(middle as Pair);
      middle = {};
    }
    return spread.p99;
  };
  const pairs = await inPairs(
    PAIRS,
    keys('ours', `-url '${execUrl(ground, pod)}' -token ${ground.token}`),
    keys('reference', `-- ${ground.kubectl} exec -it ${pod} -- sh`),
  );
  await ground.remove('echo');
  const told = { unit: 'ms', against: 'kubectl exec -it', goal: `≤ ${MOST}` };
  return [
    paired({ ...told, metric: '4 shell echo p50' }, middles.slice(1), (ratio) => ratio <= MOST),
    paired({ ...told, metric: '4 shell echo p99' }, pairs, (ratio) => ratio <= MOST),
  ];
}
