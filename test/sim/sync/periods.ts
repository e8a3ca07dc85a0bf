import { bytesToUuid } from '#kernel/ids.ts';
import { prepared } from '#db/prepared.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { SimOffice } from './office.ts';
import { entry, period } from './tables.ts';

/**
 * Clerks who open periods one after the other, close them and write into them. Two histories of an office open the same
 * ones, and its database takes each once.
 */

const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };

/** With a chance of its own, so that a history without periods is what it was. */
export class Periods {
  readonly #chance: Chance;
  readonly #rate: number;

  constructor(seed: number) {
    this.#chance = chanceOf(seed + 2_000_003);
    this.#rate = this.#chance.hits(0.3) ? this.#chance() * 0.3 : 0;
  }

  /** Something of it may happen, beside everything else. */
  event(office: SimOffice): void {
    if (this.#rate > 0 && this.#chance.hits(this.#rate)) office.powered(() => act(office, this.#chance));
  }
}

function act({ disk, door }: SimOffice, chance: Chance): void {
  const open = prepared(disk.raw, `SELECT id FROM sim_period WHERE state = 'open' ORDER BY no`).all();
  const found = open[chance.below(Math.max(open.length, 1))] as { readonly id: Buffer } | undefined;
  const what = chance();
  if (!found || what < 0.3)
    return door.write(CLERK, 'sim.open', (tx) => {
      const last = Number(prepared(disk.raw, 'SELECT max(no) AS no FROM sim_period').pluck().get() ?? 0);
      const periodId = tx.insert(period, { no: last + 1, state: 'open' });
      if (chance.hits(0.5)) tx.insert(entry, { periodId, line: 1 });
    });
  const periodId = bytesToUuid(found.id);
  if (what < 0.4) return door.write(CLERK, 'sim.close', (tx) => void tx.update(period, periodId, { state: 'closed' }));
  door.write(CLERK, 'sim.enter', (tx) => {
    const last = prepared(disk.raw, 'SELECT max(line) AS line FROM sim_entry WHERE period_id = ?').pluck();
    tx.insert(entry, { periodId, line: Number(last.get(found.id) ?? 0) + 1 });
  });
}

/** I14: nothing hangs on a period that is not there, and a period has each line once. */
export function periodFaults({ disk, no }: Pick<SimOffice, 'disk' | 'no'>): readonly string[] {
  const astray = disk.raw
    .prepare('SELECT count(*) FROM sim_entry WHERE period_id NOT IN (SELECT id FROM sim_period)')
    .pluck()
    .get();
  const twice = disk.raw
    .prepare('SELECT count(*) FROM (SELECT 1 FROM sim_entry GROUP BY period_id, line HAVING count(*) > 1)')
    .pluck()
    .get();
  if (astray === 0 && twice === 0) return [];
  return [`I14 office ${no} has ${String(astray)} entries of no period and ${String(twice)} lines twice`];
}
