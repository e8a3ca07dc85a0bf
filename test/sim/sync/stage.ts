import { expect, onTestFinished } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { decideLate } from '#datacenter/protocol/late.ts';
import { lateFrames, lateWorks, type LateFrameRow, type LateWorkRow } from '#datacenter/protocol/late-tables.ts';
import { heldOps, incidents, recordTable } from '#datacenter/protocol/tables.ts';
import { formerWords, type LateDecision } from '#kernel/sync/late.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import type { Verdict } from '#kernel/verdict.ts';
import type { SessionEnd } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { runSession } from '#office/sync/session.ts';
import { Book, opsOnDisk } from './book.ts';
import { SimCentre } from './centre.ts';
import { chanceOf } from './chance.ts';
import { heal } from './healing.ts';
import { violationsAfter, type World } from './invariants.ts';
import { simDevice } from './keys.ts';
import { SimOffice } from './office.ts';
import { newerProgram, olderProgram, type SimProgram } from './programs.ts';
import { acceptance, movement, paper, transfer } from './tables.ts';

export const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const ALL = { limit: 1_000_000 };
/** Between two looks at the clock. */
const SECOND = 1_000;

/**
 * A data centre and the PCs of a few offices, whose every step a test plays. The same code, disks and store as in the
 * histories of chance, and at the end the same questions.
 */
export class Stage {
  /** Virtual time, in milliseconds; each look at it takes a second. */
  now = 1_800_000_000_000;
  readonly centre: SimCentre;
  readonly book = new Book();
  readonly #pcs: SimOffice[] = [];
  readonly #chance = chanceOf(7);

  constructor(program: SimProgram = olderProgram) {
    this.centre = new SimCentre(this.tick, program);
  }

  readonly tick = (): number => (this.now += SECOND);

  /** An office on its first PC; `bytes` is its empty disk when its tables are not those of the program. */
  async office(no: number, program: SimProgram = olderProgram, bytes?: Buffer): Promise<SimOffice> {
    const pc = new SimOffice({
      ...{ no, chance: this.#chance, now: this.tick, program },
      ...(bytes && { bytes }),
      onCommit: (office, seq) => this.book.note(office, seq),
    });
    await this.#enrol(pc);
    return this.#placed(pc);
  }

  /** A second PC with the disk of the first. */
  twinOf(pc: SimOffice): SimOffice {
    return this.#placed(pc.clone());
  }

  /** The office gets a new PC; the old one is in a corner with its disk, and the data centre hears it no more. */
  async replace(pc: SimOffice): Promise<SimOffice> {
    pc.isReplaced = true;
    return this.office(pc.no, pc.program);
  }

  /** An office on a new PC; the old one had sent so many vouchers before that, and has heard nothing since. */
  async replacedPc({ no, sent }: { readonly no: number; readonly sent: number }): Promise<ReplacedPc> {
    const old = await this.office(no);
    for (let count = 1; count <= sent; count += 1) voucher(old);
    await this.sync(old);
    const young = await this.replace(old);
    await this.sync(young);
    return { old, young };
  }

  /** A PC that was used before takes the office over again, with the disk that it has. */
  async invite(pc: SimOffice): Promise<void> {
    const before = pc.device;
    const signature = before.sign(Buffer.from(formerWords(pc.no, before.id)));
    pc.former = [{ key: before.id, signature }];
    pc.device = simDevice(`${pc.no}-again`);
    const enrolled = await this.centre.enrol(pc.no, pc.device);
    const { raw } = pc.disk;
    takeEnrolment({ raw, door: pc.door, tables: pc.program.tables }, { office: pc.no, ...enrolled });
    for (const other of this.#pcs) if (other.no === pc.no) other.isReplaced = other !== pc;
    pc.boot();
  }

  /** The disk is lost with the PC, and the office begins on an empty one. */
  async loseDisk(pc: SimOffice): Promise<void> {
    const before = opsOnDisk(pc);
    await this.#enrol(pc);
    await this.book.lose({ no: pc.no, before, pcs: this.#pcs, centre: this.centre });
  }

  /** The data centre is put back to its backup. */
  async putBack(): Promise<void> {
    const numbers = [...new Set(this.#pcs.map(({ no }) => no))];
    await this.book.putBack({ centre: this.centre, numbers, pcs: this.#pcs });
  }

  readonly send = async (call: Call): Promise<Answer> => {
    const answer = await this.centre.hear(call);
    if (!answer) throw new Error('The power of the data centre is gone.');
    return answer;
  };

  /** A whole session on a sound line, and what the data centre does after it. */
  async sync(pc: SimOffice): Promise<SessionEnd> {
    const end = await runSession(pc.client, { send: this.send });
    await this.settle();
    return end;
  }

  /** The data centre applies and hands on all that it has. */
  async settle(): Promise<void> {
    while (await this.centre.sweep());
  }

  /** What the data centre knows of late work of an office. */
  async lateOf(no: number): Promise<readonly LateWorkRow[]> {
    return this.centre.store.transaction((tx) => tx.range(lateWorks, no, ALL));
  }

  /** The frames of late work of an office that lie at the data centre. */
  async lateFramesOf(no: number): Promise<readonly LateFrameRow[]> {
    return this.centre.store.transaction((tx) => tx.range(lateFrames, no, ALL));
  }

  /** Somebody of the data centre decides on what a PC has announced; with a reason it is refused. */
  async decideLate(pc: SimOffice, reason: string | null = null): Promise<Verdict> {
    const { id: keyId } = pc.device;
    const looked = (await this.lateOf(pc.no)).find((row) => row.keyId === keyId);
    const [seq, earlierAt] = [looked?.endSeq ?? 0, looked?.decidedAt ?? null];
    return this.decide({ office: pc.no, keyId, seq, earlierAt, decidedBy: 'admin', reason });
  }

  decide(decision: LateDecision): Promise<Verdict> {
    return decideLate(this.centre.ports, decision);
  }

  /**
   * A session in which the power goes: that of the PC at a step of the session, that of the data centre at a step of an
   * answer. Answers whether it did.
   */
  async syncCut(pc: SimOffice, at: CutAt): Promise<boolean> {
    const { centre } = this;
    if ('office' in at) pc.fuse.arm(at.office);
    let asked = 0;
    const isCut = await this.#spoken(pc, async (call) => {
      asked += 1;
      if ('answer' in at && asked === at.answer) centre.fuse.arm(at.step);
      return centre.hear(call);
    });
    for (const { fuse } of [pc, centre]) fuse.disarm();
    if (!pc.isUp) pc.boot();
    centre.isUp = true;
    await this.settle();
    return isCut;
  }

  /** A session that ends because this answer is lost; each question before it comes twice. */
  async syncLosing(pc: SimOffice, lost: number): Promise<void> {
    let asked = 0;
    await this.#spoken(pc, async (call) => {
      await this.send(call);
      const answer = await this.send(call);
      asked += 1;
      return asked === lost ? null : answer;
    });
    await this.settle();
  }

  /** A session step by step; answers whether it was cut off. */
  async #spoken(pc: SimOffice, hear: (call: Call) => Promise<Answer | null>): Promise<boolean> {
    // Armed once for the whole session, whatever the PC does in it.
    const powered = (work: () => void): boolean => {
      try {
        work();
        return true;
      } catch (error) {
        pc.goDown(error);
        return false;
      }
    };
    pc.client.begin();
    for (;;) {
      let call: Call | null = null;
      if (!powered(() => (call = pc.client.next()))) return true;
      if (call === null) return false;
      const answer = await hear(call);
      if (answer === null) return true;
      if (!powered(() => pc.client.take(answer))) return true;
    }
  }

  /** The answer to the greeting, which the office has taken. */
  async greet(pc: SimOffice): Promise<Answer> {
    pc.client.begin();
    const call = pc.client.next();
    if (!call) throw new Error('A session begins with a greeting.');
    const answer = await this.send(call);
    pc.client.take(answer);
    return answer;
  }

  /** The frame that the office would send now. */
  async nextFrame(pc: SimOffice): Promise<Buffer> {
    pc.client.begin();
    for (let call = pc.client.next(); call; call = pc.client.next()) {
      if (call.kind === 'push') return Buffer.from(call.frame);
      pc.client.take(await this.send(call));
    }
    throw new Error('There is nothing to send.');
  }

  /** What is held of an office's log: the place and the reason of each op. */
  async heldOf(no: number): Promise<readonly (readonly [seq: number, reason: string])[]> {
    const rows = await this.centre.store.transaction((tx) => tx.range(heldOps, no, ALL));
    return rows.map(({ seq, reason }) => [seq, reason]);
  }

  async incidentsOf(no: number) {
    return this.centre.store.transaction((tx) => tx.range(incidents, no, ALL));
  }

  async recordsOf(no: number, table: object) {
    return this.centre.store.transaction((tx) => tx.range(recordTable(modelOf(table)), no, ALL));
  }

  /** Everybody calls until nothing moves, and then all holds that holds after a history of chance. */
  async agree(newest: SimProgram = olderProgram): Promise<void> {
    const numbers = [...new Set(this.#pcs.map(({ no }) => no))];
    const { centre, book } = this;
    const world: World = { centre, numbers, pcs: this.#pcs, book, newest, reached: new Map() };
    await heal(world, this.tick);
    expect(await violationsAfter(world)).toEqual([]);
  }

  async #enrol(pc: SimOffice): Promise<void> {
    await pc.install((device) => this.centre.enrol(pc.no, device));
  }

  #placed(pc: SimOffice): SimOffice {
    this.#pcs.push(pc);
    onTestFinished(() => void pc.disk.raw.close());
    return pc;
  }
}

/** A PC of a newer program whose place one of an older program took; the data centre knows both. */
export async function newerReplacedByOlder(): Promise<ReplacedPc & { readonly stage: Stage }> {
  const stage = new Stage(newerProgram);
  stage.centre.upgrade(newerProgram, { oldestSchema: olderProgram.schema });
  const old = await stage.office(2, newerProgram);
  await stage.sync(old);
  old.isReplaced = true;
  const young = await stage.office(2, olderProgram);
  await stage.sync(young);
  return { stage, old, young };
}

interface ReplacedPc {
  readonly old: SimOffice;
  readonly young: SimOffice;
}

type CutAt = { readonly office: number } | { readonly answer: number; readonly step: number };

/** A numbered voucher, and its number as it is printed. */
export function voucher({ door }: SimOffice, total = 1, year = 2026): string {
  return door.write(CLERK, 'sim.paper', (tx) => {
    const number = tx.takeNumber({ kind: 'ADJ', year });
    tx.insert(paper, { number, state: 'draft', total });
    return number;
  });
}

/** Goods that leave for another office; answers the id of the dispatch. */
export function dispatch(
  { door }: SimOffice,
  { toOffice, quantity }: { readonly toOffice: number; readonly quantity: number },
): string {
  return door.write(CLERK, 'sim.dispatch', (tx) => {
    const number = tx.takeNumber({ kind: 'OUT', year: 2026 });
    tx.insert(movement, { quantity: -quantity });
    return tx.insert(transfer, { toOffice, quantity, number });
  });
}

interface Accepted {
  /** The office that sent it. */
  readonly from: number;
  readonly id: string;
  /** What the dispatch says. */
  readonly quantity: number;
  /** What was in the boxes; all of it when it is not told. */
  readonly found?: number;
}

/** The receiver takes what has come; what is missing has a paper of its own. */
export function accept({ door }: SimOffice, { from, id, quantity, found = quantity }: Accepted): void {
  door.write(CLERK, 'sim.accept', (tx) => {
    tx.answers(transfer, id);
    tx.insert(acceptance, { toOffice: from, transferId: id, quantity: found });
    tx.insert(movement, { quantity });
  });
  if (found === quantity) return;
  door.write(CLERK, 'sim.adjust', (tx) => {
    const number = tx.takeNumber({ kind: 'DIFF', year: 2026 });
    tx.insert(movement, { quantity: found - quantity });
    tx.insert(paper, { number, state: 'posted', total: found - quantity });
  });
}

/** What the office's database answers. */
export function ask({ disk }: SimOffice, sql: string, ...values: readonly unknown[]): unknown[] {
  return disk.raw.prepare(sql).all(...values);
}

/** The numbers of the vouchers that the office has, in their order. */
export function numbersOf(pc: SimOffice): unknown[] {
  return pc.disk.raw.prepare('SELECT number FROM sim_paper ORDER BY number').pluck().all();
}

/** The number of a voucher of 2026 as office 2 prints it; after another PC or a restore it has a series. */
export function voucherNumber(nth: number, series = ''): string {
  return `2/ADJ/2026/${series}${String(nth).padStart(6, '0')}`;
}

/** The numbers of its first vouchers. */
export function voucherNumbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => voucherNumber(at + 1));
}

/** What the inbox of the office holds: of which kind, and whether it is open. */
export function inboxOf(pc: SimOffice): unknown[] {
  return ask(pc, 'SELECT kind, is_open FROM sync_inbox ORDER BY kind');
}

/** The first frame that the PC would send if anybody heard it. */
export function unheardFrame(pc: SimOffice): Uint8Array {
  const [frame] = [...pc.client.frames()];
  if (!frame) throw new Error('There is nothing to send.');
  return frame.bytes;
}
