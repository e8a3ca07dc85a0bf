import { implement } from '@orpc/server';
import { and, asc, eq } from 'drizzle-orm';
import { demand, refusal } from '#db/refusal.ts';
import { LIST_LIMIT } from '#modules/contract.ts';
import type { Context } from '#modules/module.ts';
import { nameOfUser } from '#modules/org/index.ts';
import { shownIn } from '../calculation/visible.ts';
import { contract } from '../contract/index.ts';
import { judgeMove } from '../rules/run-moves.ts';
import { issue, run } from '../schema.ts';
import { loadRun, namesOfEmployees } from './load.ts';

const os = implement(contract.issue).$context<Context>();

export const issueProcedures = os.router({
  list: os.list.handler(({ input, context }) => {
    const row = loadRun(context, input.runId, 'payroll.run.view');
    const rows = context.db
      .select()
      .from(issue)
      .where(
        and(
          shownIn(issue, row),
          input.severity === null ? undefined : eq(issue.severity, input.severity),
          input.state === null ? undefined : eq(issue.state, input.state),
        ),
      )
      .orderBy(asc(issue.severity), asc(issue.code), asc(issue.id))
      .limit(LIST_LIMIT)
      .all();
    const names = namesOfEmployees(
      context,
      rows.flatMap(({ employeeId }) => employeeId ?? []),
    );
    const users = new Map(
      [...new Set(rows.flatMap(({ acceptedBy }) => acceptedBy ?? []))].map((id) => [id, nameOfUser(context.db, id)]),
    );
    return rows.map((each) => ({
      ...each,
      acceptedBy: each.acceptedBy === null ? null : (users.get(each.acceptedBy) ?? ''),
      employeeName: each.employeeId === null ? null : (names.get(each.employeeId) ?? ''),
    }));
  }),

  accept: os.accept.handler(({ input: { runId, ids, note }, context }) => {
    loadRun(context, runId, 'payroll.run.prepare');
    return context.write('payroll.issue.accept', (tx) => {
      const owner = tx.get(run, runId);
      demand(judgeMove('accept', owner.state));
      for (const id of ids) {
        const row = tx.get(issue, id);
        if (row.runId !== runId) throw refusal('NOT_FOUND');
        if (row.severity === 'error') throw refusal('ISSUE_IS_ERROR');
        if (row.state === 'accepted') throw refusal('ISSUE_ACCEPTED');
        tx.update(issue, id, { state: 'accepted', acceptedBy: tx.actor.userId, acceptedNote: note });
      }
      tx.touch(run, runId);
      return { accepted: ids.length };
    });
  }),

  reopen: os.reopen.handler(({ input: { id, revision }, context }) =>
    context.write('payroll.issue.reopen', (tx) => {
      const row = tx.get(issue, id);
      const owner = loadRun(context, row.runId, 'payroll.run.prepare');
      demand(judgeMove('accept', owner.state));
      if (row.state === 'open') throw refusal('ISSUE_OPEN');
      tx.update(issue, id, { state: 'open', acceptedBy: null, acceptedNote: null }, { revision });
      tx.touch(run, owner.id);
      return { revision: tx.get(issue, id).revision };
    }),
  ),
});
