import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveUntil } from '#cli/serving.ts';
import { openOffice } from '#office/office.ts';

export interface EmptyPc {
  readonly address: string;
  stop(): Promise<void>;
}

/** A PC with an empty folder, which opens anew when it has followed an invitation, as the command does it. */
export async function emptyPc(): Promise<EmptyPc> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan new pc '));
  const secret = { kind: 'passphrase', passphrase: 'a new computer' } as const;
  const stopped = Promise.withResolvers<'stop'>();
  const address = Promise.withResolvers<string>();
  const served = serveUntil(
    stopped.promise,
    (onRestart) => openOffice({ folder, version: 'test', isLogging: false, secret, onRestart }),
    { port: 0, lanPort: null, onServing: (serving) => address.resolve(serving.address) },
  );
  return {
    address: await address.promise,
    stop: async () => {
      stopped.resolve('stop');
      await served;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
