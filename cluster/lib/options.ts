import { Failure } from './failure';

/** What was asked for on the command line of `up`. */
export interface UpOptions {
  kubeconfig?: string;
  context?: string;
  clusterOnly: boolean;
  takeOver: boolean;
}

/** Reads the command line of `up`. */
export function readUpOptions(args: string[]): UpOptions {
  const options: UpOptions = { clusterOnly: false, takeOver: false };
  const rest = [...args];
  const valueOf = (name: string, inline: string | undefined): string => {
    const value = inline ?? rest.shift();
    if (!value) throw new Failure(`${name} needs a value.`);
    return value;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', inline] = word.split(/=(.*)/s);
    if (name === '--kubeconfig') options.kubeconfig = valueOf(name, inline);
    else if (name === '--context') options.context = valueOf(name, inline);
    else if (name === '--cluster-only') options.clusterOnly = true;
    else if (name === '--take-over') options.takeOver = true;
    else
      throw new Failure(
        `"${word}" is not an option of up: there are --kubeconfig FILE, --context NAME, --cluster-only and --take-over.`,
      );
  }
  if (options.context && !options.kubeconfig)
    throw new Failure('--context needs --kubeconfig: it names a context of that file.');
  if (options.kubeconfig && options.clusterOnly) {
    throw new Failure(
      '--cluster-only makes the local cluster, and --kubeconfig uses another: give one of them.',
    );
  }
  return options;
}
