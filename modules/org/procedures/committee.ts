import { implement } from '@orpc/server';
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { matches } from '#db/search.ts';
import type { Tx } from '#db/recorder.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context, type UndoRule } from '#modules/module.ts';
import { contract, type CommitteeRow, type memberInput } from '../contract.ts';
import { judgeCommittee, judgeMove, judgePeriod, stateOn } from '../rules/index.ts';
import { committee, committeeMember, unit } from '../schema.ts';

const os = implement(contract.committee).$context<Context>();

type Committee = typeof committee.$inferSelect;
type Member = typeof committeeMember.$inferSelect;

export const committeeProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const rows = context.db
      .select({ row: committee, unitNameAr: unit.nameAr })
      .from(committee)
      .innerJoin(unit, eq(unit.id, committee.unitId))
      .where(and(isNull(committee.deletedAt), matches(committee, input.search)))
      .orderBy(desc(committee.orderDate))
      .limit(LIST_LIMIT)
      .all();
    const visible = rows.filter(({ row }) => mayAt(context.access, 'org.committee.view', row.unitId).ok);
    const members = Map.groupBy(
      membersOf(
        context,
        visible.map(({ row }) => row.id),
      ),
      (each) => each.committeeId,
    );
    return visible.map(({ row, unitNameAr }) =>
      present(row, { unitNameAr, members: members.get(row.id) ?? [], today: context.today() }),
    );
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = context.db
      .select()
      .from(committee)
      .where(and(eq(committee.id, id), isNull(committee.deletedAt)))
      .get();
    if (!row) throw refusal('NOT_FOUND');
    demand(mayAt(context.access, 'org.committee.view', row.unitId));
    const home = context.db.select().from(unit).where(eq(unit.id, row.unitId)).get();
    const shown = present(row, {
      unitNameAr: home?.nameAr ?? '',
      members: membersOf(context, [id]),
      today: context.today(),
    });
    const may = mayAt(context.access, 'org.committee.edit', row.unitId);
    const answer = (move: string): Verdict => all(may, judgeMove('committee', move, shown.state));
    return { ...shown, can: { edit: answer('edit'), close: answer('close') } };
  }),

  create: os.create.handler(({ input, context }) => {
    demand(mayAt(context.access, 'org.committee.edit', input.unitId));
    demand(judgeCommittee(input));
    return context.write('org.committee.create', (tx) => {
      tx.get(unit, input.unitId);
      const { members, ...fields } = input;
      const id = tx.insert(committee, fields);
      addMembers(tx, id, members);
      return { id };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, members, ...patch }, context }) => {
    demand(mayAt(context.access, 'org.committee.edit', patch.unitId));
    return context.write('org.committee.edit', (tx) => {
      const row = tx.get(committee, id);
      demand(mayAt(context.access, 'org.committee.edit', row.unitId));
      demand(judgeMove('committee', 'edit', stateOn(row, context.today())));
      demand(judgeCommittee({ ...patch, members, validTo: row.validTo }));
      const known = membersOf(tx, [id]);
      const isSameSeats = JSON.stringify(known.map(seatOf)) === JSON.stringify(members.map(seatOf));
      const isChanged = tx.update(committee, id, patch, { revision });
      if (!isSameSeats) {
        if (!isChanged) tx.touch(committee, id);
        for (const member of known) tx.remove(committeeMember, member.id);
        addMembers(tx, id, members);
      }
      return { revision: tx.get(committee, id).revision };
    });
  }),

  close: os.close.handler(({ input: { id, revision, validTo }, context }) =>
    context.write('org.committee.close', (tx) => {
      const row = tx.get(committee, id);
      demand(mayAt(context.access, 'org.committee.edit', row.unitId));
      demand(judgeMove('committee', 'close', stateOn(row, context.today())));
      demand(judgePeriod({ validFrom: row.validFrom, validTo }));
      tx.update(committee, id, { validTo }, { revision });
      return { revision: tx.get(committee, id).revision };
    }),
  ),
});

/** An undo may leave a committee only as a command could have, and only within the reach of who takes it back. */
export const committeeUndo: UndoRule = (tx, { before, after }, { access }) => {
  // The table's rows, as the office read them.
  for (const row of [before, after] as readonly (Committee | null)[]) {
    if (row) demand(mayAt(access, 'org.committee.edit', row.unitId));
  }
  if (!after) return;
  const row = tx.get(committee, (after as Committee).id);
  demand(judgeCommittee({ ...row, members: membersOf(tx, [row.id]) }));
};

/** A seat is judged with its committee, whether that one is there or was removed by the same undo. */
export const memberUndo: UndoRule = (tx, { before, after }, { access }) => {
  const member = (after ?? before) as Member | null;
  const home = tx.db
    .select({ unitId: committee.unitId })
    .from(committee)
    .where(eq(committee.id, member?.committeeId ?? ''))
    .get();
  demand(mayAt(access, 'org.committee.edit', home?.unitId ?? null));
};

function addMembers(tx: Tx, committeeId: string, members: readonly z.infer<typeof memberInput>[]): void {
  members.forEach((member, position) => tx.insert(committeeMember, { ...member, committeeId, position }));
}

function membersOf({ db }: Pick<Context, 'db'>, ids: readonly string[]): Member[] {
  return db
    .select()
    .from(committeeMember)
    .where(and(inArray(committeeMember.committeeId, [...ids]), isNull(committeeMember.deletedAt)))
    .orderBy(asc(committeeMember.position))
    .all();
}

function seatOf(member: z.infer<typeof memberInput>): readonly unknown[] {
  return [member.personName, member.jobTitle, member.userId, member.seat];
}

function present(
  row: Committee,
  beside: { readonly unitNameAr: string; readonly members: readonly Member[]; readonly today: LocalDate },
): CommitteeRow {
  return { ...row, unitNameAr: beside.unitNameAr, members: [...beside.members], state: stateOn(row, beside.today) };
}
