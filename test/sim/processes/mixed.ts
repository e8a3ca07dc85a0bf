import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chanceOf, type Chance } from '../sync/chance.ts';
import { compare, type Comparison } from './comparison.ts';
import { lostAtCentre, lostWithDisk } from './losses.ts';
import { endOf, type OfficePc } from './office-pc.ts';
import { Rig } from './rig.ts';

export interface MixedRun {
  readonly seed: number;
  readonly seconds: number;
  readonly say?: (line: string) => void;
}

export interface MixedOutcome extends Comparison {
  /** What was done, and how often. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly mayBeLost: number;
  readonly rounds: number;
}

const OFFICES = 3;
const SERVERS = 2;
/** Between two deeds, in milliseconds. */
const PAUSE = { shortest: 100, longest: 700 } as const;
/** What may be done by chance, and its share. */
const DEEDS = {
  'office killed': 34,
  'server killed': 18,
  'PostgreSQL stopped at once': 9,
  'line cut': 12,
  'line down for a while': 5,
  'office asleep for a while': 7,
  'file carried': 5,
  'disk copied': 4,
  'disk put back': 2,
  'data centre copied': 2,
  'data centre put back': 2,
} as const;

type Deed = keyof typeof DEEDS;

/** Everything at once for so many seconds, the choice by a seed; then it heals and is compared. Throws what the rig itself cannot do. */
export async function runMixed({ seed, seconds, say = () => undefined }: MixedRun): Promise<MixedOutcome> {
  const rig = await Rig.open(SERVERS);
  try {
    return await new Mixed(rig, chanceOf(seed), say).play(seed, seconds);
  } finally {
    await rig.close();
  }
}

class Mixed {
  readonly #rig: Rig;
  readonly #chance: Chance;
  readonly #say: (line: string) => void;
  readonly #pcs: OfficePc[] = [];
  readonly #deeds: Record<string, number> = {};
  readonly #lost = new Set<string>();
  readonly #copies = new Map<OfficePc, { readonly folder: string; readonly what: 'disk' | 'database' }>();
  #centreCopy: string | null = null;
  #count = 0;

  constructor(rig: Rig, chance: Chance, say: (line: string) => void) {
    this.#rig = rig;
    this.#chance = chance;
    this.#say = say;
  }

  async play(seed: number, seconds: number): Promise<MixedOutcome> {
    for (let no = 1; no <= OFFICES; no += 1) this.#pcs.push(await this.#rig.newOffice(seed * 100 + no));
    for (const pc of this.#pcs) await pc.work(this.#peers);
    const end = Date.now() + seconds * 1_000;
    while (Date.now() < end) {
      await wait(PAUSE.shortest + this.#chance.below(PAUSE.longest - PAUSE.shortest));
      const deed = this.#choose();
      this.#deeds[deed] = (this.#deeds[deed] ?? 0) + 1;
      await this.#do(deed);
    }
    for (const pc of this.#pcs) await endOf(pc.rest());
    const rounds = await this.#rig.heal(this.#pcs, SERVERS);
    for (const pc of this.#pcs) await pc.stop();
    const compared = await compare(this.#rig, this.#pcs, { lost: this.#lost, incidents: 'any', inbox: 'any' });
    return { ...compared, deeds: this.#deeds, mayBeLost: this.#lost.size, rounds };
  }

  get #peers(): readonly number[] {
    return this.#pcs.map(({ no }) => no);
  }

  #choose(): Deed {
    const shares = Object.entries(DEEDS) as [Deed, number][];
    let left = this.#chance.below(shares.reduce((sum, [, share]) => sum + share, 0));
    for (const [deed, share] of shares) {
      if (left < share) return deed;
      left -= share;
    }
    return 'office killed';
  }

  async #do(deed: Deed): Promise<void> {
    const rig = this.#rig;
    const pc = this.#pcs[this.#chance.below(this.#pcs.length)];
    if (pc === undefined) return;
    this.#say(`${deed}${deed.startsWith('server') || deed.startsWith('Post') ? '' : ` (office ${pc.no})`}`);
    switch (deed) {
      case 'office killed':
        await pc.kill();
        return this.#startAgain(pc);
      case 'server killed':
        await rig.killServer(rig.servers[this.#chance.below(rig.servers.length)]);
        return rig.startServers(SERVERS);
      case 'PostgreSQL stopped at once':
        await rig.crashPostgres();
        await wait(this.#chance.below(200));
        return rig.startPostgres();
      case 'line cut':
        return pc.line.cut();
      case 'line down for a while':
        pc.line.isDown = true;
        pc.line.cut();
        await wait(this.#chance.below(600));
        pc.line.isDown = false;
        return;
      case 'office asleep for a while':
        pc.sleep();
        await wait(this.#chance.below(600));
        pc.wake();
        return;
      case 'file carried':
        return this.#carry(pc);
      case 'disk copied':
        return this.#copyDisk(pc);
      case 'disk put back':
        return this.#putBack(pc);
      case 'data centre copied':
        return this.#copyCentre();
      case 'data centre put back':
        return this.#putCentreBack();
    }
  }

  async #startAgain(pc: OfficePc): Promise<void> {
    await pc.start();
    await pc.work(this.#peers);
  }

  /** A file to the data centre and back, where the office may be killed while it takes the answer. */
  async #carry(pc: OfficePc): Promise<void> {
    const path = (way: string): string => join(this.#rig.folder, `${way}-${this.#count}.osx`);
    this.#count += 1;
    if ((await pc.carry('export', path('up'))) !== null) throw new Error('No file was written.');
    writeFileSync(path('down'), await this.#rig.exchanged(path('up')));
    const taken = endOf(pc.carry('import', path('down')));
    if (this.#chance.hits(0.3)) {
      await pc.kill();
      await this.#startAgain(pc);
    }
    const end = await taken;
    if (end !== 'null' && end !== 'gone') throw new Error(`A file was not taken: ${end}`);
  }

  /** As a backup does, or as somebody who copies the whole folder while the office is closed. */
  async #copyDisk(pc: OfficePc): Promise<void> {
    const what = this.#chance.hits(0.3) ? 'disk' : 'database';
    const folder = join(this.#rig.folder, `copy-${(this.#count += 1)}`);
    await pc.stop();
    mkdirSync(folder);
    pc.copyTo(folder, what);
    const old = this.#copies.get(pc);
    if (old) rmSync(old.folder, { recursive: true });
    this.#copies.set(pc, { folder, what });
    await this.#startAgain(pc);
  }

  async #putBack(pc: OfficePc): Promise<void> {
    const copy = this.#copies.get(pc);
    if (copy === undefined) return this.#copyDisk(pc);
    await pc.kill();
    for (const id of await lostWithDisk(this.#rig, pc, () => pc.restoreFrom(copy.folder))) this.#lost.add(id);
    await this.#startAgain(pc);
  }

  async #copyCentre(): Promise<void> {
    this.#centreCopy = `copy_${(this.#count += 1)}`;
    await this.#rig.backUpCentre(this.#centreCopy);
  }

  async #putCentreBack(): Promise<void> {
    const copy = this.#centreCopy;
    if (copy === null) return this.#copyCentre();
    // So that what is on their disks does not change while it is looked at.
    for (const pc of this.#pcs) await pc.kill();
    for (const id of await lostAtCentre(this.#rig, this.#pcs, () => this.#rig.restoreCentre(copy))) this.#lost.add(id);
    for (const pc of this.#pcs) await this.#startAgain(pc);
  }
}
