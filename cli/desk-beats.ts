import { hostname } from 'node:os';
import { startBeats, type Beats } from '#datacenter/server/beats.ts';
import { Machine } from '#datacenter/server/machine.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';

export interface DeskPlace {
  /** What the page of health calls it; the machine and the port unless it is told. */
  readonly name?: string;
  readonly port: number;
  /** Of the data centre's own office. */
  readonly folder: string;
}

/** Says from now on that the pages of the data centre are served here. */
export function startDeskBeats(opened: OpenDatacenter, { port, folder, name }: DeskPlace): Beats {
  const machine = new Machine();
  const { watchPool: pool, version, migration, ports } = opened;
  const beats = startBeats({
    ...{ pool, kind: 'desk', name: name ?? `${hostname()}:${port}`, version, migration, now: ports.now },
    figures: () => machine.look({ folder }),
    onFault: (error) => process.emitWarning(`A beat of the desk failed: ${String(error)}`),
  });
  return {
    stop: async () => {
      machine.stop();
      await beats.stop();
    },
  };
}
