import { statSync } from 'node:fs';
import { config } from '@/lib/config';
import { OPERATOR, localCaller } from '@/lib/services/identity';
import {
  checkAdministrator,
  checkClusters,
  checkDatabase,
  checkMigrations,
  checkRegistries,
} from '@/lib/services/platform';
import { readArguments } from '../arguments';

interface Finding {
  what: string;
  /** Null when all is well. */
  wrong: string | null;
  /** What to do about it. */
  remedy: string;
}

/** `doctor`: one line for each thing that the console needs, with what to do when it is wrong; 1 when anything is. */
export async function doctor(args: string[]): Promise<number> {
  readArguments(args, {});
  const settings = settingsFinding();
  const findings = [settings, ...(settings.wrong === null ? await lookAround() : [])];
  for (const { what, wrong, remedy } of findings) {
    const mark = wrong === null ? 'ok   ' : 'WRONG';
    process.stdout.write(`${mark}  ${what}${wrong === null ? '' : `: ${wrong}\n       → ${remedy}`}\n`);
  }
  const wrong = findings.filter((finding) => finding.wrong !== null).length;
  process.stdout.write(wrong === 0 ? '\nAll is well.\n' : `\n${wrong} of ${findings.length} wrong.\n`);
  return wrong === 0 ? 0 : 1;
}

function settingsFinding(): Finding {
  const remedy = 'Start with `npm run up`, or set the environment as .env.example says.';
  try {
    config();
    return { what: 'settings', wrong: null, remedy };
  } catch (error) {
    return { what: 'settings', wrong: error instanceof Error ? error.message : String(error), remedy };
  }
}

async function lookAround(): Promise<Finding[]> {
  const kubeconfig = kubeconfigFinding();
  const database = await checkDatabase();
  const first = {
    what: 'database',
    wrong: reasonOf(database),
    remedy: 'Is PostgreSQL up? `npm run up` starts the embedded one; else check DATABASE_URL.',
  };
  if (!database.ok) return [...kubeconfig, first];
  const signal = AbortSignal.timeout(5000);
  const [migrations, administrator, clusters, registries] = await Promise.all([
    checkMigrations(),
    checkAdministrator(),
    checkClusters(signal),
    checkRegistries({ ...localCaller(OPERATOR), signal }),
  ]);
  return [
    ...kubeconfig,
    first,
    { what: 'migrations', wrong: reasonOf(migrations), remedy: 'Start the console: it applies them.' },
    {
      what: 'administrator',
      wrong: reasonOf(administrator),
      remedy: 'Start the console once: it makes the first one.',
    },
    {
      what: 'clusters',
      wrong: reasonOf(clusters),
      remedy: 'Is the API server up, and does BERTH_KUBECONFIG name it?',
    },
    {
      what: 'registries',
      wrong: reasonOf(registries),
      remedy: 'See Registries in the console: its connection test says why.',
    },
  ];
}

function kubeconfigFinding(): Finding[] {
  const file = config().BERTH_KUBECONFIG;
  if (!file) return [];
  const found = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const remedy = 'Set BERTH_KUBECONFIG to an existing file, or leave it out inside a cluster.';
  return [{ what: 'kubeconfig', wrong: found ? null : `${file} does not exist`, remedy }];
}

function reasonOf(check: { ok: boolean; reason: string }): string | null {
  return check.ok ? null : check.reason;
}
