import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/cli/diwan.mjs', import.meta.url));

export interface Running {
  readonly process: ChildProcess;
  readonly address: string;
}

/** Starts the built program and waits until it says where it answers. */
export async function startService(folder: string): Promise<Running> {
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  const child = spawn(process.execPath, [program, 'demo', '--folder', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (address !== undefined) return { process: child, address };
  }
  throw new Error('The service ended before it answered.');
}

export async function stopService({ process: child }: Running): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}
