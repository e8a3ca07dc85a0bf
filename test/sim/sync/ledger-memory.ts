import { ledgerLine, type Ledger, type LedgerLine, type AckedFrame } from '#datacenter/protocol/ledger.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';

/** The ledger without a disk. */
export class LedgerMemory implements Ledger {
  readonly #tables: () => DatacenterPorts['tables'];
  #frames: AckedFrame[] = [];

  constructor(tables: () => DatacenterPorts['tables']) {
    this.#tables = tables;
  }

  note(frame: AckedFrame): void {
    this.#frames.push(frame);
  }

  async *lines(): AsyncGenerator<LedgerLine> {
    for (const frame of this.#frames) yield await Promise.resolve(ledgerLine(frame, this.#tables()));
  }

  async cut(durable: ReadonlyMap<number, number>): Promise<void> {
    this.#frames = this.#frames.filter(({ office, to }) => to > (durable.get(office) ?? 0));
    return Promise.resolve();
  }
}
