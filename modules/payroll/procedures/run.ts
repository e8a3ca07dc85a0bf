import { implement } from '@orpc/server';
import { and, desc, eq, inArray, isNull, like, ne, sql } from 'drizzle-orm';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Tx } from '#db/door.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import { mayAt, type Context } from '#modules/module.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { unit } from '#modules/org/schema.ts';
import { packageOfMonth } from '#modules/regulation/index.ts';
import { packageById, packagesInForce } from '../calculation/packages.ts';
import { changedSinceCalculation } from '../calculation/staleness.ts';
import { shownIn, type Run } from '../calculation/visible.ts';
import { contract, moves, type RunDetail, type RunMove, type RunRow } from '../contract/index.ts';
import { judgeHands, judgeMove, moveOf } from '../rules/run-moves.ts';
import { ENGINE_VERSION } from '../rules/slip.ts';
import { issue, run } from '../schema.ts';
import { loadRun, namesOfUnits } from './load.ts';

const os = implement(contract.run).$context<Context>();

export const runProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const rows = context.db
      .select()
      .from(run)
      .where(
        and(
          isNull(run.deletedAt),
          input.entityId === null ? undefined : eq(run.entityId, input.entityId),
          input.state === null ? undefined : eq(run.state, input.state),
          input.kind === null ? undefined : eq(run.kind, input.kind),
          input.year === null ? undefined : like(run.month, `${input.year}-%`),
        ),
      )
      .orderBy(desc(run.month), desc(run.createdAt))
      .limit(LIST_LIMIT)
      .all();
    return presentRuns(
      context,
      rows.filter(({ entityId }) => mayAt(context.access, 'payroll.run.view', entityId).ok),
    );
  }),

  get: os.get.handler(({ input, context }) => detailOf(context, loadRun(context, input.id, 'payroll.run.view'))),

  create: os.create.handler(({ input, context }) => {
    demand(mayAt(context.access, 'payroll.run.prepare', input.entityId));
    const chosen = packageOfMonth(packagesInForce(context.db), input.month);
    return context.write('payroll.run.create', (tx) => {
      demandPlace(tx, input);
      const userId = context.access?.userId ?? tx.actor.userId;
      const totals = { employees: 0, gross: 0, deductions: 0, arrears: 0, net: 0, stateShare: 0 };
      return {
        id: tx.insert(run, {
          ...input,
          ...{ state: 'draft', packageId: chosen.id, packageHash: chosen.hash, engineVersion: ENGINE_VERSION },
          ...{ calculation: 0, calculatedAt: null, calculatedSeq: null, bigChangePercent: 20 },
          ...{ preparedBy: userId, preparers: [userId], unconfirmed: [], slipsHash: null, returnNote: null },
          ...{ auditedBy: null, auditedAt: null, approvedBy: null, approvedAt: null, lockedBy: null, lockedAt: null },
          // Nothing of nobody: whole dinars.
          totals: { ...totals, errors: 0, warnings: 0 } as Run['totals'],
        }),
      };
    });
  }),

  calculate: os.calculate.handler(({ input: { id, ...asked }, context }) => {
    const row = loadRun(context, id, 'payroll.run.prepare');
    demand(judgeMove('calculate', row.state));
    demandRevision(context, row, asked.revision);
    return { jobId: context.startJob('payroll.calculate', { runId: id, ...asked }) };
  }),

  redraft: os.redraft.handler(({ input, context }) => makeMove(context, 'redraft', input)),

  submit: os.submit.handler(({ input, context }) => {
    const row = loadRun(context, input.id, 'payroll.run.prepare');
    demand(judgeMove('submit', row.state));
    if (row.totals.employees === 0) throw refusal('RUN_EMPTY');
    const changed = changedSinceCalculation(context.db, row);
    if (changed === null || changed.size > 0) throw refusal('RUN_IS_STALE', { count: changed?.size ?? 0 });
    const { errors, warnings } = openIssues(context, row);
    if (errors > 0) throw refusal('RUN_HAS_ERRORS', { count: errors });
    if (warnings > 0) throw refusal('RUN_HAS_OPEN_WARNINGS', { count: warnings });
    return makeMove(context, 'submit', input, () => ({ returnNote: null }));
  }),

  audit: os.audit.handler(({ input, context }) =>
    makeMove(context, 'audit', input, (tx, userId) => ({ auditedBy: userId, auditedAt: tx.now })),
  ),

  return: os.return.handler(({ input, context }) =>
    makeMove(context, 'return', input, () => ({ ...unsigned, returnNote: input.note })),
  ),

  approve: os.approve.handler(({ input, context }) =>
    makeMove(context, 'approve', input, (tx, userId) => ({ approvedBy: userId, approvedAt: tx.now })),
  ),

  reject: os.reject.handler(({ input, context }) =>
    makeMove(context, 'reject', input, () => ({ ...unsigned, returnNote: input.note })),
  ),

  lock: os.lock.handler(({ input: { id, revision, acknowledgeUnconfirmed }, context }) => {
    const row = loadRun(context, id, 'payroll.run.lock');
    demand(judgeMove('lock', row.state));
    demandRevision(context, row, revision);
    if (row.unconfirmed.length > 0 && !acknowledgeUnconfirmed) {
      throw refusal('UNCONFIRMED_RULES', { count: row.unconfirmed.length });
    }
    return { jobId: context.startJob('payroll.lock', { runId: id, revision }) };
  }),

  cancel: os.cancel.handler(({ input, context }) => makeMove(context, 'cancel', input)),
});

const unsigned = { auditedBy: null, auditedAt: null, approvedBy: null, approvedAt: null };

interface Moving {
  readonly id: string;
  readonly revision: number;
}

type Signing = (tx: Tx, userId: string) => Partial<typeof run.$inferInsert>;

/** One move of the table: the right where the entity lies, the state, the hands, then the new state and who signed. */
function makeMove(
  context: Context,
  name: RunMove,
  { id, revision }: Moving,
  sign: Signing = () => ({}),
): { revision: number } {
  const move = moveOf(name);
  loadRun(context, id, move.permission);
  const userId = context.access?.userId ?? context.actor.userId;
  return context.write(`payroll.run.${name}`, (tx) => {
    const row = tx.get(run, id);
    demand(all(judgeMove(name, row.state), judgeHands(name, row, userId)));
    const preparers = move.permission === 'payroll.run.prepare' ? [...new Set([...row.preparers, userId])] : undefined;
    tx.update(
      run,
      id,
      {
        ...(move.to === null ? {} : { state: move.to }),
        ...(preparers === undefined ? {} : { preparers }),
        ...sign(tx, userId),
      },
      { revision },
    );
    return { revision: tx.get(run, id).revision };
  });
}

/** Two clerks at once: the second is told that the run is another by now. */
function demandRevision({ write }: Context, row: Run, revision: number): void {
  if (row.revision === revision) return;
  // The door makes the refusal that carries the record as it is.
  write('payroll.run.compare', (tx) => tx.update(run, row.id, {}, { revision }));
}

/** The entity pays, no other run of this kind is open, and the month still comes after what is closed. */
function demandPlace(tx: Tx, input: Pick<Run, 'entityId' | 'month' | 'kind'>): void {
  const entity = tx.get(unit, input.entityId);
  if (!entity.isPayingEntity) throw refusal('ENTITY_DOES_NOT_PAY', undefined, 'entityId');
  const others = tx.db
    .select({ month: run.month, kind: run.kind, state: run.state })
    .from(run)
    .where(and(eq(run.entityId, input.entityId), ne(run.state, 'cancelled'), isNull(run.deletedAt)))
    .all();
  const same = others.filter(({ month, kind }) => month === input.month && kind === input.kind);
  if (same.some(({ state }) => state !== 'locked')) throw refusal('RUN_OPEN_ALREADY', { month: input.month });
  if (same.length > 0 && input.kind === 'REGULAR') throw refusal('RUN_MONTH_LOCKED', { month: input.month });
  const later = others.find(({ month, state }) => state === 'locked' && month > input.month);
  if (later) throw refusal('MONTH_CLOSED', { month: later.month }, 'month');
}

export function openIssues({ db }: Pick<Context, 'db'>, row: Run): { errors: number; warnings: number } {
  const counted = db
    .select({ severity: issue.severity, count: sql<number>`count(*)` })
    .from(issue)
    .where(and(shownIn(issue, row), eq(issue.state, 'open')))
    .groupBy(issue.severity)
    .all();
  const countOf = (severity: string) => counted.find((each) => each.severity === severity)?.count ?? 0;
  return { errors: countOf('error'), warnings: countOf('warning') };
}

function presentRuns(context: Context, rows: readonly Run[]): RunRow[] {
  const names = namesOfUnits(context);
  const users = new Map<string, string>();
  const userName = (id: string | null) => {
    if (id === null) return null;
    const known = users.get(id) ?? nameOfUser(context.db, id);
    users.set(id, known);
    return known;
  };
  return rows.map((row) => ({
    ...row,
    entityName: names.get(row.entityId) ?? '',
    packageTitle: packageById(context.db, row.packageId).titleAr,
    preparedBy: userName(row.preparedBy) ?? '',
    auditedBy: userName(row.auditedBy),
    approvedBy: userName(row.approvedBy),
    lockedBy: userName(row.lockedBy),
  }));
}

function detailOf(context: Context, row: Run): RunDetail {
  const [shown] = presentRuns(context, [row]);
  if (shown === undefined) throw refusal('NOT_FOUND');
  const isOpen = row.state === 'calculated';
  const changed = isOpen ? changedSinceCalculation(context.db, row) : new Set();
  const { errors, warnings } = openIssues(context, row);
  const userId = context.access?.userId ?? context.actor.userId;
  const can = Object.fromEntries(
    moves.run.map((move): [RunMove, Verdict] => [
      move.name,
      all(
        mayAt(context.access, move.permission, row.entityId),
        judgeMove(move.name, row.state),
        judgeHands(move.name, row, userId),
      ),
    ]),
  );
  return {
    ...shown,
    ...{ packageId: row.packageId, returnNote: row.returnNote, unconfirmed: row.unconfirmed, slipsHash: row.slipsHash },
    ...{ changedEmployees: changed?.size ?? null, openErrors: errors, openWarnings: warnings },
    // One answer for each move of the table.
    can: can as RunDetail['can'],
  };
}

/** The locked runs of entities that a user may see, for reports over months. */
export function lockedRuns(context: Context, entityId: string | null): readonly Run[] {
  return context.db
    .select()
    .from(run)
    .where(
      and(
        inArray(run.state, ['locked']),
        isNull(run.deletedAt),
        entityId === null ? undefined : eq(run.entityId, entityId),
      ),
    )
    .all()
    .filter((row) => mayAt(context.access, 'payroll.report.view', row.entityId).ok);
}
