import { spawn } from 'node:child_process';
import { Failure } from './failure';

/** How a command ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** What a command may be given. */
export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  uid?: number;
  gid?: number;
}

/** Runs a command to its end, however it ends. */
export function attempt(command: string, args: string[], options: CommandOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      uid: options.uid,
      gid: options.gid,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A command that doesn't read its input closes the pipe: that is no error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => resolve({ code: 127, stdout: '', stderr: error.message }));
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}

/** Runs a command that must succeed, and returns what it printed. */
export async function run(command: string, args: string[], options: CommandOptions = {}): Promise<string> {
  const outcome = await attempt(command, args, options);
  if (outcome.code !== 0) {
    const lines = (outcome.stderr.trim() || outcome.stdout.trim()).split('\n').slice(-30).join('\n');
    throw new Failure(`${command} ${args.slice(0, 3).join(' ')} ended with code ${outcome.code}:\n${lines}`);
  }
  return outcome.stdout;
}
