import { once } from 'node:events';
import type { Office } from '#office/office.ts';
import { serveOffice, type Serving } from '#office/serve.ts';
import { portProblem } from './free-port.ts';

/** Opens the office; `onRestart` is called when it must be closed and opened again. */
export type OpenOffice = (onRestart: () => void) => Office | Promise<Office>;

export interface Entrances {
  readonly port: number;
  readonly lanPort: number | null;
}

/** Resolves when the process is told to stop. */
export function untilStopped(): Promise<'stop'> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => 'stop' as const);
}

/** Serves, and opens anew when the office asks for it (after a restore), until told to stop. */
export async function serveUntil(
  stopped: Promise<'stop'>,
  open: OpenOffice,
  { port, lanPort, onServing }: Entrances & { readonly onServing: (serving: Serving, office: Office) => void },
): Promise<void> {
  let servedPort = port;
  for (let next: 'open' | 'stop' = 'open'; next !== 'stop';) {
    const restart = Promise.withResolvers<'open'>();
    const office = await open(() => restart.resolve('open'));
    const serving = await serveOffice({ office, port: servedPort, lanPort }).catch(async (error: unknown) => {
      await office.close();
      throw portProblem(error, servedPort);
    });
    // A free port that was taken once is kept: the windows that are open go on with it.
    servedPort = Number(new URL(serving.address).port);
    onServing(serving, office);
    next = await Promise.race([stopped, restart.promise]);
    await serving.close();
    await office.close();
  }
}

/** Says where an office answers; the first line is read by programs. */
export function announce({ address, lan }: Serving): void {
  console.log(`Diwan: ${address}`);
  for (const other of lan?.addresses ?? []) console.log(`Other PCs: ${other}`);
  if (lan) console.log(`Fingerprint: ${lan.fingerprint}`);
}
