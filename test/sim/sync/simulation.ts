import type { Call } from '#kernel/sync/messages.ts';
import { Book, opsOnDisk } from './book.ts';
import { SimCentre } from './centre.ts';
import { chanceOf, type Chance } from './chance.ts';
import { Clockwork } from './clockwork.ts';
import { faultsOf, type Faults } from './faults.ts';
import { heal } from './healing.ts';
import { violationsAfter, type World } from './invariants.ts';
import { ackFaults, Moments } from './moments.ts';
import { SimOffice } from './office.ts';
import { newerProgram, olderProgram, type SimProgram } from './programs.ts';
import { noteDrafts, Replacements } from './late.ts';
import { Periods } from './periods.ts';
import { Sticks } from './sticks.ts';
import { act } from './user.ts';

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly trace: readonly string[];
}

const MINUTE = 60_000;
/** 2026-01-01, in milliseconds. */
const BEGINNING = 1_767_225_600_000;
const HORIZON = 2_000;
const TIMEOUT = 150;
const PCS_OF_AN_OFFICE = 3;

/** One whole history, decided by its seed alone: faults, then healing, then the questions. */
export async function simulate(seed: number, options: { readonly isTracing?: boolean } = {}): Promise<Outcome> {
  const run = new Simulation(seed, options.isTracing ?? false);
  try {
    return await run.play();
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, violations: [`exception: ${what}`], counts: run.counts, trace: run.trace };
  } finally {
    run.close();
  }
}

class Simulation {
  readonly counts: Record<string, number> = {};
  readonly trace: string[] = [];
  readonly #seed: number;
  readonly #isTracing: boolean;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #time = new Clockwork();
  readonly #centre: SimCentre;
  readonly #numbers: readonly number[];
  readonly #offices: SimOffice[];
  readonly #sticks: Sticks;
  readonly #replacements: Replacements;
  readonly #periods: Periods;
  readonly #book = new Book();
  readonly #violations = new Set<string>();
  readonly #moments = new Moments();
  readonly #world: World;

  constructor(seed: number, isTracing: boolean) {
    this.#seed = seed;
    this.#isTracing = isTracing;
    this.#chance = chanceOf(seed);
    this.#faults = faultsOf(this.#chance);
    const now = (): number => BEGINNING + Math.floor(this.#time.now * MINUTE);
    this.#centre = new SimCentre(now, this.#someProgram());
    this.#numbers = Array.from({ length: 2 + this.#chance.below(3) }, (_, position) => position + 2);
    const newPc = (no: number): SimOffice =>
      new SimOffice({
        ...{ no, chance: this.#chance, now, program: this.#someProgram() },
        onCommit: (office, seq) => this.#told(office, seq),
      });
    this.#offices = this.#numbers.map(newPc);
    this.#world = {
      ...{ centre: this.#centre, numbers: this.#numbers, pcs: this.#offices },
      ...{ book: this.#book, reached: new Map() },
      newest: this.#faults.upgrade > 0 ? newerProgram : olderProgram,
    };
    this.#periods = new Periods(seed);
    this.#replacements = new Replacements({
      ...{ seed, centre: this.#centre, pcs: this.#offices, numbers: this.#numbers, newPc },
      ...{ count: (what) => this.#count(what, 1), log: (what) => this.#log(what) },
    });
    this.#sticks = new Sticks({
      ...{ chance: this.#chance, faults: this.#faults, time: this.#time, centre: this.#centre },
      ...{ pcs: () => this.#offices, count: (what) => this.#count(what, 1), log: (what) => this.#log(what) },
      ...{ onOfficeCut: (pc) => this.#rebootLater(pc), onCentreCut: () => this.#centreBackLater() },
    });
  }

  async play(): Promise<Outcome> {
    for (const office of this.#offices) {
      await office.install((device) => this.#centre.enrol(office.no, device));
      office.skewMs = this.#skew();
    }
    const events = 150 + this.#chance.below(150);
    for (let count = 0; count < events; count += 1) {
      this.#time.after(this.#chance() * HORIZON, () => this.#event());
    }
    await this.#time.runUntil(HORIZON * 1.5, () => this.#check());
    this.#log('healing');
    const rounds = await heal(this.#world, () => (this.#time.now += 10));
    this.#count('rounds of healing', rounds);
    for (const violation of await violationsAfter(this.#world)) this.#violations.add(violation);
    return { seed: this.#seed, violations: [...this.#violations], counts: this.counts, trace: this.trace };
  }

  close(): void {
    for (const { disk } of this.#offices) disk.raw.close();
  }

  async #event(): Promise<void> {
    const chance = this.#chance;
    const faults = this.#faults;
    const office = this.#offices[chance.below(this.#offices.length)];
    if (!office) return;
    const what = chance();
    if (what < 0.5) this.#act(office);
    else if (what < 0.8) this.#beginSession(office);
    else if (what < 0.9) await this.#sweep();
    else if (what < 0.95) office.backUp();
    else if (what < 0.97) await this.#centre.backUp(this.#numbers);
    else if (what < 0.98) office.skewMs = this.#skew();
    if (chance.hits(faults.outage)) office.isOnline = !office.isOnline;
    if (chance.hits(faults.officeRestore)) await this.#restore(office);
    if (chance.hits(faults.diskLoss)) await this.#loseDisk(office);
    if (chance.hits(faults.centreRestore)) await this.#restoreCentre();
    if (chance.hits(faults.stick)) await this.#sticks.send(office);
    if (chance.hits(faults.clone)) await this.#cloneOrThrowAway(office);
    if (chance.hits(faults.upgrade)) this.#upgrade(office);
    this.#periods.event(office);
    await this.#replacements.event(office);
  }

  #act(office: SimOffice): void {
    this.#armOffice(office);
    const isDone = office.powered(() => {
      act(office, this.#chance, this.#numbers);
      // Now and then the sentinel lags behind the commits.
      if (this.#chance.hits(0.7)) office.client.mark();
    });
    if (!isDone) this.#rebootLater(office);
  }

  #beginSession(office: SimOffice): void {
    if (!office.isUp || !office.isOnline) return;
    office.session += 1;
    office.client.begin();
    this.#step(office, office.session);
  }

  /** Asks the next thing, unless the session is over or was cut off. */
  #step(office: SimOffice, session: number): void {
    if (office.session !== session || !office.isUp || !office.isOnline) return;
    let [call, isWorking]: [Call | null, boolean] = [null, false];
    this.#armOffice(office);
    const isDone = office.powered(() => {
      isWorking = office.client.work();
      if (!isWorking) call = office.client.next();
      office.client.prepare();
    });
    if (!isDone) return this.#rebootLater(office);
    // Others do something between two pieces of work, and the power may go there.
    if (isWorking) return this.#time.after(1, () => this.#step(office, session));
    if (call === null) return;
    const awaited = { isOpen: true };
    for (let copies = this.#copies(); copies > 0; copies -= 1) {
      this.#time.after(this.#delay(), () => this.#arrive(office, { session, call: this.#travelled(call), awaited }));
    }
    this.#time.after(TIMEOUT, () => {
      if (!awaited.isOpen || office.session !== session) return;
      awaited.isOpen = false;
      office.client.missed();
    });
  }

  async #arrive(office: SimOffice, { session, call, awaited }: Travelling): Promise<void> {
    if (call === null) return;
    if (this.#chance.hits(this.#faults.centreCrash)) this.#centre.fuse.arm(1 + this.#chance.below(10));
    const wasUp = this.#centre.isUp;
    const answer = await this.#centre.hear(call);
    this.#count('messages', 1);
    if (answer === null) return wasUp ? this.#centreBackLater() : undefined;
    this.#log(
      `${office.no} ${call.kind === 'push' ? 'push' : call.body.slice(9, 14)} → ${answer.kind} ${'verdict' in answer ? answer.verdict : ''}`,
    );
    if ('verdict' in answer) this.#count(`verdict ${answer.verdict}`, 1);
    for (let copies = this.#copies(); copies > 0; copies -= 1) {
      this.#time.after(this.#delay(), () => {
        if (!awaited.isOpen || office.session !== session || !office.isUp || !office.isOnline) return;
        awaited.isOpen = false;
        this.#armOffice(office);
        if (office.powered(() => office.client.take(answer))) this.#step(office, session);
        else this.#rebootLater(office);
      });
    }
  }

  async #sweep(): Promise<void> {
    if (this.#chance.hits(this.#faults.centreCrash)) this.#centre.fuse.arm(1 + this.#chance.below(20));
    const wasUp = this.#centre.isUp;
    await this.#centre.sweep();
    if (wasUp && !this.#centre.isUp) this.#centreBackLater();
  }

  async #restore(office: SimOffice): Promise<void> {
    if (!office.hasBackup) return;
    const isImage = this.#chance.hits(this.#faults.image);
    const before = opsOnDisk(office);
    noteDrafts(this.#book, office);
    office.restore({ isImage });
    await this.#lost(office.no, before);
    this.#count('office restores', 1);
    this.#log(`${office.no} restored${isImage ? ' with its image' : ''}: ${before.size} → ${opsOnDisk(office).size}`);
  }

  async #loseDisk(office: SimOffice): Promise<void> {
    const before = opsOnDisk(office);
    noteDrafts(this.#book, office);
    const program = this.#someProgram();
    await office.install((device) => this.#centre.enrol(office.no, device), program);
    for (const twin of this.#offices) if (twin.no === office.no && twin !== office) twin.isReplaced = true;
    await this.#lost(office.no, before);
    this.#count('disks lost', 1);
    this.#log(`${office.no} lost its disk with ${before.size} ops`);
  }

  async #restoreCentre(): Promise<void> {
    if (!this.#centre.hasBackup) return;
    await this.#book.putBack({ centre: this.#centre, numbers: this.#numbers, pcs: this.#offices });
    this.#count('data centre restores', 1);
    this.#log('data centre restored');
  }

  /** Somebody starts a second PC from a copy of the first one's disk, or puts one of the two away for good. */
  async #cloneOrThrowAway(office: SimOffice): Promise<void> {
    const twins = this.#offices.filter(({ no }) => no === office.no);
    if (twins.length < PCS_OF_AN_OFFICE) {
      this.#offices.push(office.clone());
      this.#count('disks cloned', 1);
      this.#log(`${office.no} cloned with ${opsOnDisk(office).size} ops`);
      return;
    }
    const isLast = twins.every((twin) => twin === office || twin.isReplaced);
    if (isLast) return;
    const before = opsOnDisk(office);
    noteDrafts(this.#book, office);
    if (office.mayRepeatNumbers) this.#book.mayRepeatNumbers.add(office.no);
    office.throwAway();
    this.#offices.splice(this.#offices.indexOf(office), 1);
    await this.#lost(office.no, before);
    this.#count('clones thrown away', 1);
    this.#log(`${office.no} threw a PC away with ${before.size} ops`);
  }

  async #lost(no: number, before: ReadonlySet<string>): Promise<void> {
    await this.#book.lose({ no, before, pcs: this.#offices, centre: this.#centre });
  }

  #upgrade(office: SimOffice): void {
    const isCentre = this.#chance.hits(0.2);
    if (!isCentre && office.isUp && office.program !== newerProgram) {
      office.upgrade(newerProgram);
      this.#count('offices upgraded', 1);
      this.#log(`${office.no} upgraded`);
    } else if (isCentre && this.#centre.program !== newerProgram) {
      const oldestSchema = this.#chance.hits(0.3) ? newerProgram.schema : olderProgram.schema;
      this.#centre.upgrade(newerProgram, { oldestSchema });
      this.#count('data centres upgraded', 1);
      this.#log(`data centre upgraded, oldest ${oldestSchema}`);
    }
  }

  /** The program of a PC that is installed now: where programs are renewed, the installer may be old or new. */
  #someProgram(): SimProgram {
    if (this.#faults.upgrade === 0) return olderProgram;
    return this.#chance.hits(0.3) ? newerProgram : olderProgram;
  }

  #told(office: SimOffice, seq: number): void {
    this.#book.note(office, seq);
    this.#count('commits', 1);
    this.#log(`${office.no} committed ${seq}`);
  }

  #check(): void | Promise<void> {
    const doubtful = this.#offices.filter((pc) => this.#moments.hasNews(pc));
    if (doubtful.length > 0) return this.#look(doubtful);
  }

  async #look(pcs: readonly SimOffice[]): Promise<void> {
    for (const pc of pcs) {
      for (const violation of await ackFaults(this.#world, pc))
        this.#violations.add(`${violation} (${this.#time.now})`);
    }
  }

  #armOffice(office: SimOffice): void {
    if (this.#chance.hits(this.#faults.officeCrash)) office.fuse.arm(1 + this.#chance.below(12));
  }

  #rebootLater(office: SimOffice): void {
    if (office.isUp) return;
    this.#count('office crashes', 1);
    this.#log(`${office.no} crashed`);
    this.#time.after(5 + this.#chance() * 30, () => {
      if (!office.isUp) office.boot();
    });
  }

  #centreBackLater(): void {
    this.#count('data centre crashes', 1);
    this.#log('data centre crashed');
    this.#time.after(5 + this.#chance() * 30, () => void (this.#centre.isUp = true));
  }

  #copies(): number {
    return (this.#chance.hits(this.#faults.drop) ? 0 : 1) + (this.#chance.hits(this.#faults.duplicate) ? 1 : 0);
  }

  #delay(): number {
    return 1 + this.#chance() * this.#faults.delay;
  }

  #travelled(call: Call | null): Call | null {
    if (call?.kind !== 'push' || !this.#chance.hits(this.#faults.corrupt)) return call;
    const frame = Buffer.from(call.frame);
    const at = this.#chance.below(frame.length);
    frame[at] = (frame[at] ?? 0) ^ (1 << this.#chance.below(8));
    return { kind: 'push', frame };
  }

  #skew(): number {
    return Math.floor((this.#chance() - 0.5) * 2 * this.#faults.skewMs);
  }

  #count(what: string, by: number): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  #log(what: string): void {
    if (this.#isTracing) this.trace.push(`${this.#time.now.toFixed(1)} ${what}`);
  }
}

interface Travelling {
  readonly session: number;
  readonly call: Call | null;
  readonly awaited: { isOpen: boolean };
}
