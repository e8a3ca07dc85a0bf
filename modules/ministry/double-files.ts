import { and, desc, eq, isNull } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { DoubleFileVerdict } from '#modules/hr/contract/index.ts';
import { doubleFile } from '#modules/hr/schema.ts';
import type { Context } from '#modules/module.ts';
import type { DoubleFileDecision, DoubleFileRow, FoundPerson, ShownPerson } from './contract/index.ts';
import type { FilePair, Ministry } from './port.ts';
import { isSamePair, judgeDecision, oneWith } from './rules/double-file.ts';
import { act } from './schema.ts';

/** A person in the files of two offices: what is found, what is decided on it, and what each of the two is told. */

type Db = Context['db'];

const SHOWN_DECISIONS = 1_000;

/** The pairs that wait, each with what was decided on the two files before one of them was changed. */
export async function doubleFileRows(
  ministry: Ministry,
  { db, today }: Context,
): Promise<{ pairs: DoubleFileRow[]; hasMore: boolean }> {
  const decided = decisionsIn(db);
  const { pairs, hasMore } = await ministry.doubleFiles({ today: today(), decided });
  const rows = pairs.map((pair) => ({ ...pair, before: decided.find((each) => isSamePair(each, pair)) ?? null }));
  return { pairs: rows, hasMore };
}

/** The latest decisions, as the register of them shows. */
export function shownDecisions({ db }: Context): DoubleFileDecision[] {
  return decisionsIn(db).slice(0, SHOWN_DECISIONS);
}

/** One decision, or the refusal `NOT_FOUND`. */
export function findDecision({ db }: Context, id: string): DoubleFileDecision {
  const found = decisionsIn(db).find((each) => each.id === id);
  if (!found) throw refusal('NOT_FOUND');
  return found;
}

/** People with the offices that have another file of theirs, by what was decided. */
export function withOtherFiles({ db }: Context, people: readonly FoundPerson[]): Omit<ShownPerson, 'standing'>[] {
  const decided = decisionsIn(db);
  const names = new Map(
    decided.flatMap(({ first, second }) => [first, second].map(({ office, officeName }) => [office, officeName])),
  );
  return people.map((person) => ({
    ...person,
    onePersonWith: oneWith(person, decided).map(({ office }) => ({ office, officeName: names.get(office) ?? null })),
  }));
}

interface Decision extends FilePair<'office' | 'employeeId' | 'mark'> {
  /** The office whose file stays; null for two persons. */
  readonly keepsOffice: number | null;
  readonly reason: string;
  readonly decidedBy: string;
}

/**
 * Decides on two files as they were looked at, and tells both offices; nothing of the files is changed. Answers the id
 * of the decision. Refuses what `judgeDecision` refuses.
 */
export async function decideDoubleFile(
  ministry: Ministry,
  context: Context,
  { keepsOffice, reason, decidedBy, ...looked }: Decision,
): Promise<{ readonly id: string }> {
  const found = await ministry.doubleFile({ ...looked, today: context.today() });
  return context.write('ministry.doubleFile.decide', (tx) => {
    demand(judgeDecision({ looked, found, keepsOffice, decided: decisionsIn(tx.db) }));
    if (found === null) throw refusal('FILES_NOT_ALIKE');
    const [id = ''] = bothWays(found).map(([file, other]) =>
      tx.insert(doubleFile, {
        ...{ toOffice: file.office, employeeId: file.employeeId, file },
        ...{ otherOffice: other.office, otherEmployeeId: other.employeeId, otherName: other.officeName },
        ...{ verdict: verdictOn(file, keepsOffice), reason, decidedBy },
      }),
    );
    const kind = keepsOffice === null ? 'files_two_persons' : 'files_one_person';
    for (const { office, fullName } of [found.first, found.second]) tx.insert(act, { kind, office, detail: fullName });
    return { id };
  });
}

const bothWays = ({ first, second }: Pick<DoubleFileDecision, 'first' | 'second'>) =>
  [
    [first, second],
    [second, first],
  ] as const;

function verdictOn({ office }: { readonly office: number }, keepsOffice: number | null): DoubleFileVerdict {
  if (keepsOffice === null) return 'otherPerson';
  return office === keepsOffice ? 'keeps' : 'closes';
}

/** Every decision, the latest first: the two records that one command wrote are one, and their number is its op's. */
function decisionsIn(db: Db): readonly DoubleFileDecision[] {
  const rows = db
    .select()
    .from(doubleFile)
    .where(and(eq(doubleFile.ownerOffice, DATACENTER_OFFICE), isNull(doubleFile.deletedAt)))
    .orderBy(desc(doubleFile.createdAt), desc(doubleFile.seq), doubleFile.toOffice)
    .all();
  const known = new Set<string>();
  return [...Map.groupBy(rows, ({ seq }) => seq).values()].flatMap(([one, two]) => {
    if (one === undefined || two === undefined) return [];
    const pair = `${one.toOffice} ${one.employeeId} ${two.toOffice} ${two.employeeId}`;
    const isLatest = !known.has(pair);
    known.add(pair);
    const { id, reason, decidedBy, createdAt: decidedAt } = one;
    const keeps = [one, two].find(({ verdict }) => verdict === 'keeps');
    return [
      {
        ...{ id, first: one.file, second: two.file, keepsOffice: keeps?.toOffice ?? null },
        ...{ reason, decidedBy, decidedAt, isLatest },
      },
    ];
  });
}
