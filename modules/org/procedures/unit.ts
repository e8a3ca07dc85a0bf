import { implement } from '@orpc/server';
import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import { all, type Verdict } from '#kernel/verdict.ts';
import type { LocalDate } from '#kernel/date.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context, type UndoRule } from '#modules/module.ts';
import { contract, type UnitInput, type UnitRow } from '../contract.ts';
import {
  judgeClosing,
  judgeMove,
  judgeNewParent,
  judgePeriod,
  judgePlace,
  stateOn,
  unpaidUnits,
} from '../rules/index.ts';
import { unit } from '../schema.ts';

const os = implement(contract.unit).$context<Context>();

/** Names no record: for "any but this one" when there is no this one. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

type Unit = typeof unit.$inferSelect;

export const unitProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const rows = context.db
      .select()
      .from(unit)
      .where(and(isNull(unit.deletedAt), matches(unit, input.search)))
      .orderBy(asc(unit.code))
      .limit(LIST_LIMIT)
      .all();
    const unpaid = unitsUnpaid(context.db);
    return rows.map((row) => ({ ...present(row, context.today()), isUnpaid: unpaid.has(row.id) }));
  }),

  get: os.get.handler(({ input, context }) => {
    const row = findUnit(context, input.id);
    return { ...present(row, context.today()), can: answers(row, context) };
  }),

  create: os.create.handler(({ input, context }) => {
    demand(mayAt(context.access, 'org.unit.edit', input.parentId));
    return context.write('org.unit.create', (tx) => ({ id: createUnit(tx, input) }));
  }),

  edit: os.edit.handler(({ input, context }) => {
    const { id, revision, ...patch } = input;
    demand(mayAt(context.access, 'org.unit.edit', id));
    return context.write('org.unit.edit', (tx) => {
      editUnit(tx, { id, patch, today: context.today(), expected: { revision } });
      return { revision: tx.get(unit, id).revision };
    });
  }),

  move: os.move.handler(({ input: { id, revision, parentId }, context }) => {
    demand(mayAt(context.access, 'org.unit.edit', id));
    demand(mayAt(context.access, 'org.unit.edit', parentId));
    return context.write('org.unit.move', (tx) => {
      const row = tx.get(unit, id);
      demand(judgeMove('unit', 'move', stateOn(row, context.today())));
      demandPlace(tx, { ...row, parentId });
      tx.update(unit, id, { parentId }, { revision });
      return { revision: tx.get(unit, id).revision };
    });
  }),

  close: os.close.handler(({ input: { id, revision, validTo }, context }) => {
    demand(mayAt(context.access, 'org.unit.edit', id));
    return context.write('org.unit.close', (tx) => {
      const row = tx.get(unit, id);
      demand(judgeMove('unit', 'close', stateOn(row, context.today())));
      demand(
        judgeClosing(
          row,
          allUnits(tx).filter((each) => each.parentId === id),
          validTo,
        ),
      );
      tx.update(unit, id, { validTo }, { revision });
      return { revision: tx.get(unit, id).revision };
    });
  }),

  reopen: os.reopen.handler(({ input: { id, revision }, context }) => {
    demand(mayAt(context.access, 'org.unit.edit', id));
    return context.write('org.unit.reopen', (tx) => {
      const row = tx.get(unit, id);
      demand(judgeMove('unit', 'reopen', stateOn(row, context.today())));
      demand(judgePlace({ ...row, validTo: null }, parentOf(tx, row.parentId)));
      tx.update(unit, id, { validTo: null }, { revision });
      return { revision: tx.get(unit, id).revision };
    });
  }),
});

/** Creates a unit after judging its place, period and code; used by the procedure and by the import. */
export function createUnit(tx: Tx, input: UnitInput): string {
  demand(all(judgePeriod(input), judgePlace(input, parentOf(tx, input.parentId))));
  // The founding made the top unit; there is never a second.
  if (input.parentId === null) throw refusal('PARENT_REQUIRED', undefined, 'parentId');
  demandFreeCode(tx, input.code, null);
  return tx.insert(unit, input);
}

/** Changes what may change of a unit without closing it; the import also moves it and changes its type. */
export function editUnit(
  tx: Tx,
  change: {
    readonly id: string;
    readonly patch: Omit<UnitInput, 'parentId' | 'type' | 'validTo'> & Partial<Pick<UnitInput, 'parentId' | 'type'>>;
    readonly today: LocalDate;
    readonly expected?: { readonly revision: number };
  },
): boolean {
  const row = tx.get(unit, change.id);
  const next = { ...row, ...change.patch };
  demand(judgeMove('unit', 'edit', stateOn(row, change.today)));
  demandPlace(tx, next);
  demandFreeCode(tx, change.patch.code, change.id);
  return tx.update(unit, change.id, change.patch, change.expected);
}

/** The unit may stand there, as it is, above what lies below it. */
function demandPlace(tx: Tx, row: Unit): void {
  if (row.parentId !== null) demand(judgeNewParent(row.id, row.parentId, above(tx, row.parentId)));
  const below = tx.db
    .select()
    .from(unit)
    .where(and(eq(unit.parentId, row.id), isNull(unit.deletedAt)))
    .limit(LIST_LIMIT)
    .all();
  demand(
    all(judgePeriod(row), judgePlace(row, parentOf(tx, row.parentId)), ...below.map((each) => judgePlace(each, row))),
  );
}

/** The unit and all that lie above it. */
function above(tx: Tx, id: string): ReadonlyMap<string, Unit> {
  const found = new Map<string, Unit>();
  for (let at: string | null = id; at !== null && !found.has(at); at = found.get(at)?.parentId ?? null) {
    found.set(at, tx.get(unit, at));
  }
  return found;
}

/** An undo may leave a unit only as a command could have, and only within the reach of who takes it back. */
export const unitUndo: UndoRule = (tx, undone, { access }) => {
  // The table's rows, as the office read them.
  const { before, after } = undone as { readonly before: Unit | null; readonly after: Unit | null };
  demand(mayAt(access, 'org.unit.edit', before?.id ?? after?.parentId ?? null));
  if (!after) return;
  if (before && before.parentId !== after.parentId) {
    demand(all(mayAt(access, 'org.unit.edit', before.parentId), mayAt(access, 'org.unit.edit', after.parentId)));
  }
  demandPlace(tx, after);
  demandFreeCode(tx, after.code, after.id);
};

/** Every living unit; an office has at most some thousands. */
export function allUnits({ db }: Pick<Context, 'db'>): readonly Unit[] {
  return db.select().from(unit).where(isNull(unit.deletedAt)).limit(LIST_LIMIT).all();
}

export function present(row: Unit, today: LocalDate): UnitRow {
  return { ...row, state: stateOn(row, today) };
}

function findUnit({ db }: Pick<Context, 'db'>, id: string): Unit {
  const found = db
    .select()
    .from(unit)
    .where(and(eq(unit.id, id), isNull(unit.deletedAt)))
    .get();
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

function parentOf(tx: Tx, parentId: string | null): Unit | null {
  return parentId === null ? null : tx.get(unit, parentId);
}

function demandFreeCode(tx: Tx, code: string, ownId: string | null): void {
  const holder = tx.db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.code, code), ne(unit.id, ownId ?? NO_ID), isNull(unit.deletedAt)))
    .get();
  if (holder) throw refusal('CODE_TAKEN', { code }, 'code');
}

function answers(row: Unit, context: Context): Record<'edit' | 'move' | 'close' | 'reopen' | 'addBelow', Verdict> {
  const state = stateOn(row, context.today());
  const may = mayAt(context.access, 'org.unit.edit', row.id);
  const answer = (move: string): Verdict => all(may, judgeMove('unit', move, state));
  return {
    edit: answer('edit'),
    move: answer('move'),
    close: answer('close'),
    reopen: answer('reopen'),
    addBelow: answer('edit'),
  };
}

/** The units in which nobody would be paid (`unpaidUnits`), as they stand. */
export function unitsUnpaid(db: Context['db']): ReadonlySet<string> {
  const { id, parentId, isPayingEntity } = unit;
  return unpaidUnits(db.select({ id, parentId, isPayingEntity }).from(unit).where(isNull(unit.deletedAt)).all());
}
