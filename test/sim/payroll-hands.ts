import { writeSync } from 'node:fs';
import { call } from '@orpc/server';
import { eq, inArray } from 'drizzle-orm';
import { changedSinceCalculation } from '#modules/payroll/calculation/staleness.ts';
import { issueProcedures } from '#modules/payroll/procedures/issue.ts';
import { runProcedures } from '#modules/payroll/procedures/run.ts';
import { run } from '#modules/payroll/schema.ts';
import { livingIn } from '#office/demonstration.ts';
import { job } from '#office/schema.ts';
import { openPayrollOffice } from './payroll-office.ts';
import { toldBy } from './payroll-told.ts';

/**
 * The child of the power-cut test of the pay: opens an office, lets the work that was cut off go on, and then brings a
 * run, step by step and as three people, to the state that it was started for. Says `ready`, `op` for each command that is
 * on the disk, and after each step `done` and what the run tells.
 */
const [folder = '', runId = '', goal = ''] = process.argv.slice(2);
const office = openPayrollOffice(folder);
const { db } = office.core.database;
const { as, done } = livingIn(office.core);
const [clerk, auditor, manager] = ['payroll.clerk1', 'auditor1', 'accounts.manager1'] as const;
const by = (userName: string) => ({ context: as(userName) });
const say = (line: string) => writeSync(1, `${line}\n`);

office.core.door.onCommit(() => say('op'));
say('ready');
await finishWhatWasCutOff();
while (await step()) {
  say('done');
  say(toldBy(db, runId));
}
await office.close();
say('end');

async function finishWhatWasCutOff(): Promise<void> {
  const cutOff = db
    .select()
    .from(job)
    .where(inArray(job.state, ['queued', 'running']))
    .all();
  for (const { id, kind } of cutOff) await done(kind === 'payroll.lock' ? manager : clerk, id);
  if (cutOff.length > 0) say(toldBy(db, runId));
}

/** The next step to the goal; false when there is none. */
async function step(): Promise<boolean> {
  const row = db.select().from(run).where(eq(run.id, runId)).get();
  if (row === undefined) throw new Error('There is no such run.');
  const at = { id: runId, revision: row.revision };
  if (row.state === 'draft' || row.state === 'calculated') {
    if (changedSinceCalculation(db, row)?.size !== 0) {
      const asked = { everything: false, bigChangePercent: 20 };
      const { jobId } = await call(runProcedures.calculate, { ...at, ...asked }, by(clerk));
      await done(clerk, jobId);
      return true;
    }
    if (goal === 'calculated') return false;
    const open = await call(issueProcedures.list, { runId, severity: 'warning', state: 'open' }, by(clerk));
    const ids = open.map(({ id }) => id);
    if (ids.length > 0) await call(issueProcedures.accept, { runId, ids, note: 'نُظر فيها' }, by(clerk));
    else await call(runProcedures.submit, at, by(clerk));
    return true;
  }
  if (row.state === 'under_audit') {
    if (row.auditedBy === null) await call(runProcedures.audit, at, by(auditor));
    else await call(runProcedures.approve, at, by(manager));
    return true;
  }
  if (row.state === 'locked' || goal === 'approved') return false;
  const { jobId } = await call(runProcedures.lock, { ...at, acknowledgeUnconfirmed: true }, by(manager));
  await done(manager, jobId);
  return true;
}
