import { eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { NOTHING, plus, type Money } from '#kernel/money.ts';
import { refusal } from '#db/refusal.ts';
import type { JobWork } from '#modules/module.ts';
import { rulesIn } from '#modules/regulation/index.ts';
import { rulePackage } from '#modules/regulation/schema.ts';
import { WHAT_IF_ROWS, type WhatIf, type WhatIfInput } from '../contract/index.ts';
import { unitsPaidBy } from './entity.ts';
import { chunked, employeesOfUnits } from './locked-past.ts';
import { packagesInForce, withBook, type Package } from './packages.ts';
import { Calculation, type Calculated } from './people.ts';

/** So many people are read and calculated between two pauses. */
const BATCH = 150;
/** The month belongs to no run: nobody has adjustments in it. */
const NO_RUN = '00000000-0000-7000-8000-000000000000';

type Slip = Calculated['slip'];
type Row = WhatIf['rows'][number];
interface Sides {
  readonly before: Money;
  readonly after: Money;
}

const NEITHER: Sides = { before: NOTHING, after: NOTHING };

/**
 * Calculates a month of everybody whom an entity pays twice, with a rule package and without it, and says what would
 * change for whom. Saves nothing.
 */
export async function whatIf(input: WhatIfInput, { db, progress, pause }: JobWork): Promise<WhatIf> {
  const { month, entityId } = input;
  const [without, withIt] = packagesWithAndWithout(db, input.packageId).map(
    (packages) =>
      new Calculation({
        ...{ db, packages, run: { id: NO_RUN, month, kind: 'REGULAR' } },
        ...{ knownAt: Number.MAX_SAFE_INTEGER, bigChangePercent: 1_000 },
      }),
  );
  const tally = new Tally(month);
  const parts = chunked(employeesOfUnits(db, unitsPaidBy(db, entityId)), BATCH);
  for (const [index, ids] of parts.entries()) {
    const before = slipsOf(without, ids);
    await pause();
    const after = slipsOf(withIt, ids);
    for (const id of ids) tally.add(before.get(id) ?? null, after.get(id) ?? null);
    progress((index + 1) / parts.length);
    await pause();
  }
  return tally.result();
}

function slipsOf(calculation: Calculation | undefined, ids: readonly string[]): ReadonlyMap<string, Slip> {
  const made = calculation?.of(ids, new Map()) ?? [];
  return new Map(made.flatMap((each) => (each === null ? [] : [[each.employeeId, each.slip] as const])));
}

/** The packages in force without one of them, and with it: it may be a draft, or published already. */
function packagesWithAndWithout(db: BetterSQLite3Database, id: string): readonly (readonly Package[])[] {
  const row = db.select().from(rulePackage).where(eq(rulePackage.id, id)).get();
  if (!row || row.deletedAt !== null) throw refusal('NOT_FOUND');
  const { titleAr, firstMonth } = row;
  const tried = withBook({ ...{ id, titleAr, firstMonth, hash: id, knownAt: 0 }, rules: rulesIn(db, id) });
  const others = packagesInForce(db).filter((each) => each.id !== id);
  const later = others.filter((each) => each.firstMonth > firstMonth);
  return [others, [...later, tried, ...others.filter((each) => !later.includes(each))]];
}

/** Adds up what differs. */
class Tally {
  readonly #month: WhatIf['month'];
  readonly #components = new Map<string, Sides>();
  readonly #rows: Row[] = [];
  #people = 0;
  #failed = 0;
  #gross = NEITHER;
  #net = NEITHER;

  constructor(month: WhatIf['month']) {
    this.#month = month;
  }

  add(before: Slip, after: Slip): void {
    const known = after ?? before;
    if (known === null) return;
    this.#people += 1;
    if (before === null || after === null) this.#failed += 1;
    this.#gross = added(this.#gross, { before: before?.gross, after: after?.gross });
    this.#net = added(this.#net, { before: before?.net, after: after?.net });
    this.#addComponents('before', before);
    this.#addComponents('after', after);
    if (before?.gross === after?.gross && before?.net === after?.net) return;
    this.#rows.push({
      ...{ employeeId: known.employeeId, fullName: known.fullName, number: known.employeeNumber ?? null },
      ...{ unitId: known.unitId, grossBefore: before?.gross ?? null, grossAfter: after?.gross ?? null },
      ...{ netBefore: before?.net ?? null, netAfter: after?.net ?? null },
    });
  }

  result(): WhatIf {
    const change = ({ netBefore, netAfter }: Row): number => Math.abs((netAfter ?? 0) - (netBefore ?? 0));
    return {
      ...{ month: this.#month, people: this.#people, changed: this.#rows.length, failed: this.#failed },
      ...{ gross: this.#gross, net: this.#net },
      components: [...this.#components]
        .filter(([, { before, after }]) => before !== after)
        .map(([code, sides]) => ({ code, ...sides })),
      rows: this.#rows.toSorted((left, right) => change(right) - change(left)).slice(0, WHAT_IF_ROWS),
    };
  }

  #addComponents(side: 'before' | 'after', slip: Slip): void {
    if (slip === null) return;
    for (const { code, amount } of [...slip.amounts.lines, ...slip.amounts.deductions]) {
      this.#components.set(code, added(this.#components.get(code) ?? NEITHER, { [side]: amount }));
    }
  }
}

function added(known: Sides, more: { readonly before?: Money | undefined; readonly after?: Money | undefined }): Sides {
  return { before: plus(known.before, more.before ?? NOTHING), after: plus(known.after, more.after ?? NOTHING) };
}
