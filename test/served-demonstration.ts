import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const STARTING_MILLISECONDS = 90_000;

/** A demonstration office that the command line serves, as a user would start it. */
export interface ServedDemonstration {
  readonly address: string;
  /** The other offices of its ministry and the data centre, by their names. */
  readonly others: ReadonlyMap<string, string>;
  readonly userName: string;
  readonly password: string;
  readonly stop: () => Promise<void>;
}

/** Starts `diwan demo` on a folder and waits until it answers. Reads the address and the sign-in that it prints. */
export async function serveDemonstration(
  folder: string,
  employees = 0,
  { withMinistry = false } = {},
): Promise<ServedDemonstration> {
  const args = ['dist/cli/diwan.mjs', 'demo', '--folder', folder, '--port', '0', '--employees', String(employees)];
  if (withMinistry) args.push('--ministry');
  const office = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<Omit<ServedDemonstration, 'stop'>>();
  let printed = '';
  const timer = setTimeout(() => reject(new Error(`The office did not start:\n${printed}`)), STARTING_MILLISECONDS);
  const read = (chunk: unknown): void => {
    printed += String(chunk);
    const address = /^Diwan: (http:\S+)\s/m.exec(printed)?.[1];
    const [, userName, password] = /^Sign in as (\S+) with (\S+)\s/m.exec(printed) ?? [];
    if (address !== undefined && userName !== undefined && password !== undefined) {
      const others = new Map([...printed.matchAll(/^(.+): (http:\S+)$/gm)].map(([, name = '', at = '']) => [name, at]));
      others.delete('Diwan');
      resolve({ address, others, userName, password });
    }
  };
  office.stdout.on('data', read);
  office.stderr.on('data', read);
  office.on('exit', () => reject(new Error(`The office ended:\n${printed}`)));
  try {
    return { ...(await promise), stop: () => stop(office) };
  } catch (error) {
    office.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function stop(office: ChildProcess): Promise<void> {
  if (office.exitCode !== null || office.signalCode !== null) return;
  const ended = once(office, 'exit');
  office.kill('SIGTERM');
  await ended;
}
