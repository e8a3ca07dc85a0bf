import { Refusal } from '#db/refusal.ts';
import type { SimCentre } from './centre.ts';
import type { Chance } from './chance.ts';
import type { Clockwork } from './clockwork.ts';
import type { Faults } from './faults.ts';
import type { SimOffice } from './office.ts';

interface SticksOptions {
  readonly chance: Chance;
  readonly faults: Faults;
  readonly time: Clockwork;
  readonly centre: SimCentre;
  /** The PCs that there are. */
  readonly pcs: () => readonly SimOffice[];
  readonly count: (what: string) => void;
  readonly log: (what: string) => void;
  readonly onOfficeCut: (pc: SimOffice) => void;
  readonly onCentreCut: () => void;
}

interface Carried {
  readonly no: number;
  readonly bytes: Uint8Array;
}

/** Days on a road, in minutes. */
const ROAD = 600;
const DRAWER_SIZE = 20;

/**
 * Files on sticks between the offices and the data centre, made and taken by the product's own code: they are carried
 * for hours, lost, copied, cut off, changed, and found in a drawer weeks later.
 */
export class Sticks {
  readonly #options: SticksOptions;
  readonly #drawer: { readonly up: Carried[]; readonly down: Carried[] } = { up: [], down: [] };

  constructor(options: SticksOptions) {
    this.#options = options;
  }

  /** The office writes a file, and somebody takes it away. */
  async send(pc: SimOffice): Promise<void> {
    const { chance, faults, count, onOfficeCut } = this.#options;
    if (!pc.isUp) return;
    if (chance.hits(faults.officeCrash)) pc.fuse.arm(1 + chance.below(6));
    const bytes = await pc.makeFile();
    if (bytes === null) return onOfficeCut(pc);
    count('files sent');
    this.#carry('up', { no: pc.no, bytes }, (file) => this.#arriveUp(file));
  }

  async #arriveUp(file: Carried): Promise<void> {
    const { chance, faults, centre, count, log, onCentreCut } = this.#options;
    if (!centre.isUp) return;
    if (chance.hits(faults.centreCrash)) centre.fuse.arm(1 + chance.below(40));
    const given = await centre.takeFile(file.bytes);
    if (given === null) return onCentreCut();
    if (!given.ok) return count('files refused at the data centre');
    const { acked, frames, reply } = given.value;
    log(`${file.no} file → ${frames} frames, acked ${acked}`);
    count('files taken at the data centre');
    this.#carry('down', { no: file.no, bytes: reply }, (down) => this.#arriveDown(down));
  }

  async #arriveDown({ no, bytes }: Carried): Promise<void> {
    const { chance, faults, pcs, count, log, onOfficeCut } = this.#options;
    // Where two PCs are the office, any of them may be given the stick.
    const there = pcs().filter((pc) => pc.no === no && pc.isUp);
    const pc = there[chance.below(there.length)];
    if (!pc) return;
    if (chance.hits(faults.officeCrash)) pc.fuse.arm(1 + chance.below(20));
    try {
      const received = await pc.takeFile(bytes);
      if (received === null) return onOfficeCut(pc);
      log(`${no} took a file: ${received} came`);
      count('files taken at offices');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count('files refused at offices');
    }
  }

  #carry(way: 'up' | 'down', file: Carried, arrive: (file: Carried) => Promise<void>): void {
    const { chance, faults, time } = this.#options;
    const drawer = this.#drawer[way];
    drawer.push(file);
    if (drawer.length > DRAWER_SIZE) drawer.shift();
    const copies = (chance.hits(faults.drop) ? 0 : 1) + (chance.hits(faults.duplicate) ? 1 : 0);
    for (let copy = 0; copy < copies; copy += 1) {
      time.after(1 + chance() * ROAD, () => arrive({ ...file, bytes: this.#worn(file.bytes) }));
    }
    const old = chance.hits(0.15) ? drawer[chance.below(drawer.length)] : undefined;
    if (old) time.after(1 + chance() * ROAD, () => arrive(old));
  }

  /** The file as it is read where it arrives. */
  #worn(bytes: Uint8Array): Uint8Array {
    const { chance } = this.#options;
    const what = chance();
    const at = chance.below(bytes.length);
    if (what < 0.1) return bytes.subarray(0, at);
    if (what > 0.05 + 0.1) return bytes;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  }
}
