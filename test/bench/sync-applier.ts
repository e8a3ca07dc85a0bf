import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { applyOffice } from '#datacenter/protocol/apply.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { portsOf } from './sync-office.ts';

/** So many offices a server applies at once, as `serve` does. */
const LANES = 2;

export async function appliedWhole(ports: DatacenterPorts, office: number): Promise<void> {
  while (await applyOffice(ports, office));
}

/** A server of its own beside the measuring one, which applies the offices that it is told. */
export class Applier {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  static async start(databaseUrl: string): Promise<Applier> {
    const applier = new Applier(fork(import.meta.filename, { env: { ...process.env, APPLIER_URL: databaseUrl } }));
    await once(applier.#process, 'message');
    return applier;
  }

  async apply(offices: readonly number[]): Promise<void> {
    this.#process.send(offices);
    await once(this.#process, 'message');
  }

  async stop(): Promise<void> {
    this.#process.disconnect();
    await once(this.#process, 'exit');
  }
}

async function serve(databaseUrl: string, tell: (done: number) => void): Promise<void> {
  const store = openPostgresStore({ url: databaseUrl, connections: 2 * LANES });
  const ports = portsOf(store);
  process.on('message', (offices: readonly number[]) => {
    const queue = [...offices];
    const lane = async (): Promise<void> => {
      for (let office = queue.shift(); office !== undefined; office = queue.shift()) await appliedWhole(ports, office);
    };
    void Promise.all(Array.from({ length: LANES }, lane)).then(() => tell(offices.length));
  });
  process.once('disconnect', () => void store.close());
  tell(0);
}

const { APPLIER_URL } = process.env;
if (APPLIER_URL !== undefined) await serve(APPLIER_URL, (done) => void process.send?.(done));
