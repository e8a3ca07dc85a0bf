import { stateOfWork } from '#kernel/sync/late.ts';
import { decideLate, workOf } from '#datacenter/protocol/late.ts';
import { lateWorks } from '#datacenter/protocol/late-tables.ts';
import { bytesToUuid } from '#kernel/ids.ts';
import { opsAtCentre, type Book } from './book.ts';
import type { SimCentre } from './centre.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { World } from './invariants.ts';
import type { SimOffice } from './office.ts';

/** Who replaces PCs that still have something to send, and decides on that. */

const PCS_OF_AN_OFFICE = 3;
const DECISION = 0.1;
const ALL = { limit: 1_000 };

interface ReplacementsOptions {
  readonly seed: number;
  readonly centre: SimCentre;
  readonly pcs: SimOffice[];
  readonly numbers: readonly number[];
  readonly newPc: (no: number) => SimOffice;
  readonly count: (what: string) => void;
  readonly log: (what: string) => void;
}

/** With a chance of its own, so that a history without replacements is what it was. */
export class Replacements {
  readonly #options: ReplacementsOptions;
  readonly #chance: Chance;
  readonly #replacement: number;

  constructor(options: ReplacementsOptions) {
    this.#options = options;
    this.#chance = chanceOf(options.seed + 1_000_003);
    this.#replacement = this.#chance.hits(0.3) ? this.#chance() * 0.015 : 0;
  }

  /** Something of it may happen, beside everything else. */
  async event(office: SimOffice): Promise<void> {
    if (this.#replacement === 0) return;
    if (this.#chance.hits(this.#replacement)) await this.#replace(office);
    if (this.#chance.hits(DECISION)) await this.#decide();
  }

  /** Another PC takes the office over, and nobody looks what the one before had not sent; that one is used on. */
  async #replace({ no }: SimOffice): Promise<void> {
    const { centre, pcs, newPc, count, log } = this.#options;
    const twins = pcs.filter((pc) => pc.no === no);
    if (twins.length >= PCS_OF_AN_OFFICE) return;
    const pc = newPc(no);
    await pc.install((device) => centre.enrol(no, device));
    for (const twin of twins) twin.isReplaced = true;
    pcs.push(pc);
    count('PCs replaced');
    log(`${no} replaced`);
  }

  async #decide(): Promise<void> {
    const { centre, numbers, count, log } = this.#options;
    for (const no of numbers) {
      const rows = await centre.store.transaction((tx) => tx.range(lateWorks, no, ALL));
      for (const { keyId, endSeq: seq, decidedAt: earlierAt } of rows) {
        const reason = this.#chance.hits(0.3) ? 'no' : null;
        const decision = { office: no, keyId, seq, earlierAt, decidedBy: 'admin', reason };
        const { ok } = await decideLate(centre.ports, decision);
        if (ok) count(reason === null ? 'late works taken in' : 'late works refused');
        if (ok) log(`${no} late work of ${keyId} ${reason === null ? 'taken in' : 'refused'} to ${seq}`);
      }
    }
  }
}

/**
 * Everything that is late is taken in. What its PC does not send within a round is of a log that it no longer has, for
 * its disk was put back: that is refused for good, so that the PC, or a copy of its disk, tells what it has. Answers
 * whether anything was decided, or is to be looked at once more; `waited` is what has had its round, by its end.
 */
export async function takeAllIn(
  { centre, numbers }: Pick<World, 'centre' | 'numbers'>,
  waited: Set<string>,
): Promise<boolean> {
  let isMore = false;
  for (const no of numbers) {
    for (const row of await centre.store.transaction((tx) => tx.range(lateWorks, no, ALL))) {
      const { keyId, endSeq: seq, endHead, decidedAt: earlierAt } = row;
      const state = stateOfWork(workOf(row));
      const hasWaited = waited.has(`${no} ${keyId} ${endHead}`);
      if (state === 'refused' && hasWaited) continue;
      if (state === 'wanted' && !hasWaited) {
        waited.add(`${no} ${keyId} ${endHead}`);
        isMore = true;
        continue;
      }
      const reason = state === 'wanted' ? 'of another log' : null;
      const decision = { office: no, keyId, seq, earlierAt, decidedBy: 'admin', reason };
      isMore = (await decideLate(centre.ports, decision)).ok || isMore;
    }
  }
  return isMore;
}

/** The drafts that lie before the people of a PC. */
export function draftsOf({ disk }: SimOffice): ReadonlySet<string> {
  const ids = disk.raw.prepare('SELECT op_id FROM sync_inbox WHERE mine IS NOT NULL').pluck().all() as Buffer[];
  return new Set(ids.map((id) => bytesToUuid(id)));
}

/**
 * I13: what a replaced PC had not sent is in the log of its office, once, or before people: of the PC that took it in,
 * also where that was replaced in its turn and lies there still.
 */
export async function lateFaults({ centre, pcs, book }: World): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const old of pcs.filter(({ isReplaced, isGone }) => isReplaced && !isGone)) {
    // Of one that somebody has stopped nothing is taken.
    if (centre.witness.deviceOf(old.no, old.device.id)?.isReplaced !== true) continue;
    const stored = new Set((await opsAtCentre(centre, old.no)).map(({ op }) => op.id));
    const drafts = pcs.filter((pc) => pc.no === old.no && pc !== old && !pc.isGone).map(draftsOf);
    const ids = old.disk.raw.prepare('SELECT id FROM op_log').pluck().all() as Buffer[];
    for (const id of ids.map((bytes) => bytesToUuid(bytes))) {
      const isThere = stored.has(id) || drafts.some((lying) => lying.has(id));
      if (!isThere && !book.draftsLost.has(id)) violations.push(`I13 late op ${id} of office ${old.no} has not come`);
    }
  }
  return violations;
}

/** A disk goes back or is gone: what lay before its people, and is only there, is not laid before them again. */
export function noteDrafts(book: Book, pc: SimOffice): void {
  for (const id of draftsOf(pc)) book.draftsLost.add(id);
}
