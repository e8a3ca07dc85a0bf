import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { Refusal } from '#db/refusal.ts';
import { fact } from '#modules/hr/schema.ts';
import type { JobWork } from '#modules/module.ts';
import { calculateRun, type CalculateOutcome } from '#modules/payroll/calculation/calculate.ts';
import { lockRun } from '#modules/payroll/calculation/lock.ts';
import { changedSinceCalculation } from '#modules/payroll/calculation/staleness.ts';
import { shownIn } from '#modules/payroll/calculation/visible.ts';
import { issueProcedures } from '#modules/payroll/procedures/issue.ts';
import { runProcedures } from '#modules/payroll/procedures/run.ts';
import { slipProcedures } from '#modules/payroll/procedures/slip.ts';
import { run, slip } from '#modules/payroll/schema.ts';
import { livingIn } from '#office/demonstration.ts';
import type { Office } from '#office/office.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { foundPayrollOffice, openPayrollOffice } from './payroll-office.ts';
import { toldBy, unseenRows } from './payroll-told.ts';

/** What may happen to a run while it is calculated or locked, tried at each moment at which others are let through. */

let folder = '';
let office: Office;
let runId = '';
let staff: readonly string[] = [];

const CLERK = 'payroll.clerk1';
/** The administrator may prepare too. */
const OTHER_CLERK = 'admin';
const MANAGER = 'accounts.manager1';
const db = () => office.core.database.db;
const row = () => db().select().from(run).where(eq(run.id, runId)).get() ?? missing();
const at = () => ({ id: runId, revision: row().revision });
const by = (userName: string) => ({ context: livingIn(office.core).as(userName) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan payroll interruptions '));
  runId = await foundPayrollOffice(folder);
  office = openPayrollOffice(folder);
}, 120_000);

afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a calculation', { timeout: 600_000 }, () => {
  it('that is cancelled at any moment leaves the draft as it was, and the next one is whole', async () => {
    const before = toldBy(db(), runId);
    let leftMost = 0;
    const moments = await cancelAtEveryMoment(
      async (between) => {
        await calculate({ everything: false }, between);
      },
      () => {
        expect(toldBy(db(), runId)).toBe(before);
        leftMost = Math.max(leftMost, unseenRows(db(), runId));
      },
    );
    expect(moments).toBeGreaterThan(5);
    expect(leftMost).toBeGreaterThan(100);
    expect(JSON.parse(toldBy(db(), runId))).toMatchObject({
      state: 'calculated',
      isOnePerPerson: true,
      isSumTrue: true,
    });
    expect(unseenRows(db(), runId)).toBe(0);
    staff = shownSlips().map(({ employeeId }) => employeeId);
  });

  it('that is cancelled at any moment leaves the calculation that was there before', async () => {
    promote(staff[1] ?? '', 5);
    const before = toldBy(db(), runId);
    const moments = await cancelAtEveryMoment(
      (between) => calculate({ everything: true }, between),
      () => expect(toldBy(db(), runId)).toBe(before),
    );
    expect(moments).toBeGreaterThan(5);
    expect(toldBy(db(), runId)).not.toBe(before);
  });

  it('during which papers arrive says that they are not in it, loses none, and takes them up', async () => {
    for (let moment = 0, hasArrived = true; hasArrived; moment += 1) {
      const late = staff[2 + moment * 60] ?? '';
      hasArrived = false;
      await calculate({ everything: true }, (passed) => {
        if (passed !== moment) return;
        hasArrived = true;
        promote(late, 2 + (moment % 8));
      });
      if (!hasArrived) break;
      expect([...(changedSinceCalculation(db(), row()) ?? [])], `at moment ${moment}`).toEqual([late]);
      expect(await codesOf(call(runProcedures.submit, at(), by(CLERK)))).toEqual(['RUN_IS_STALE']);
      expect(await calculate({ everything: false })).toMatchObject({ looked: 1, calculated: 1 });
      expect(changedSinceCalculation(db(), row())?.size).toBe(0);
    }
    const piecemeal = toldBy(db(), runId);
    await calculate({ everything: true });
    expect(toldBy(db(), runId)).toBe(piecemeal);
  });

  it('during which another clerk holds a slip back gives way to him', async () => {
    const [first] = shownSlips();
    const held = { id: first?.id ?? '', revision: first?.revision ?? 0 };
    const outcome = calculate({ everything: true }, async (passed) => {
      if (passed === 3) await call(slipProcedures.hold, { ...held, reason: 'بانتظار كتاب' }, by(OTHER_CLERK));
    });
    expect(await codesOf(outcome)).toEqual(['RUN_CHANGED_MEANWHILE']);
    promote(first?.employeeId ?? '', 9);
    await calculate({ everything: false });
    const again = shownSlips().find(({ employeeId }) => employeeId === first?.employeeId);
    expect(again).toMatchObject({ isHeld: true, holdReason: 'بانتظار كتاب' });
    expect(again?.id).not.toBe(held.id);
  });

  it('that two clerks ask for at once is made once, and the second is told', async () => {
    const { revision } = row();
    const ask = (userName: string) =>
      calculateRun({ runId, revision, everything: true, bigChangePercent: 20 }, workOf(userName));
    const outcomes = await Promise.allSettled([ask(CLERK), ask(OTHER_CLERK)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(row().revision).toBe(revision + 1);
    expect(JSON.parse(toldBy(db(), runId))).toMatchObject({ isOnePerPerson: true, isSumTrue: true });
    // Work that is started again after a cut between its end and its answer finds itself done.
    const whose = outcomes[0].status === 'fulfilled' ? CLERK : OTHER_CLERK;
    expect(await ask(whose)).toMatchObject({ looked: staff.length });
    expect(row().revision).toBe(revision + 1);
  });
});

describe('a lock', { timeout: 600_000 }, () => {
  it('that is cancelled, or from which the manager steps back, takes nothing from anybody', async () => {
    await approve();
    const steppedBack = lock(async (passed) => {
      if (passed === 1) await call(runProcedures.reject, { ...at(), note: 'يعاد النظر' }, by(MANAGER));
    });
    expect(await codesOf(steppedBack)).toEqual(['RUN_CHANGED_MEANWHILE']);
    expect(row().state).toBe('calculated');
    expect(unseenRows(db(), runId)).toBeGreaterThan(0);
    await approve();
    const { revision } = row();
    const before = toldBy(db(), runId);
    const moments = await cancelAtEveryMoment(lock, () => expect(toldBy(db(), runId)).toBe(before));
    expect(moments).toBeGreaterThan(2);
    const told = toldBy(db(), runId);
    expect(JSON.parse(told)).toMatchObject({ state: 'locked', isProved: true });
    expect(await lockRun({ runId, revision }, workOf(MANAGER))).toMatchObject({ slipsHash: row().slipsHash });
    expect(toldBy(db(), runId)).toBe(told);
  });
});

/** What happens when the work has let others through so many times. */
type Between = (passed: number) => unknown;

/**
 * Cancels some work at the first moment at which it lets others through, at the second, and so on until it comes to
 * its end; answers how many moments there were.
 */
async function cancelAtEveryMoment(start: (between: Between) => Promise<unknown>, check: () => void): Promise<number> {
  for (let moment = 0; ; moment += 1) {
    const outcome = await start((passed) => {
      if (passed === moment) throw new DOMException('Cancelled', 'AbortError');
    }).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
    if (outcome === 'done') return moment;
    expect(outcome, `at moment ${moment}`).toBe('AbortError');
    check();
  }
}

function calculate({ everything }: { readonly everything: boolean }, between?: Between): Promise<CalculateOutcome> {
  return calculateRun({ runId, revision: row().revision, everything, bigChangePercent: 20 }, workOf(CLERK, between));
}

function lock(between?: Between): Promise<unknown> {
  return lockRun({ runId, revision: row().revision }, workOf(MANAGER, between));
}

/** What the office hands to long work, but that something may happen whenever it lets others through. */
function workOf(userName: string, between: Between = () => undefined): JobWork {
  const context = livingIn(office.core).as(userName);
  let passed = -1;
  return {
    ...context,
    writeAll: (work) => office.core.door.writeAll(context.actor, work),
    progress: () => undefined,
    pause: async () => {
      passed += 1;
      await new Promise((resolve) => setImmediate(resolve));
      await between(passed);
    },
  };
}

function promote(employeeId: string, step: number): void {
  office.core.door.write(ACTOR, 'test.promote', (tx) =>
    tx.insert(fact, {
      ...{ employeeId, kind: 'GRADE', validFrom: '2026-03-10' as LocalDate, knownAt: tx.now },
      value: { grade: '3', step, nominalOverride: null, by: 'PROMOTION' },
    }),
  );
}

/** From calculated to approved by three people; warnings are accepted. */
async function approve(): Promise<void> {
  const open = await call(issueProcedures.list, { runId, severity: 'warning', state: 'open' }, by(CLERK));
  const ids = open.map(({ id }) => id);
  if (ids.length > 0) await call(issueProcedures.accept, { runId, ids, note: 'نُظر فيها' }, by(CLERK));
  await call(runProcedures.submit, at(), by(CLERK));
  await call(runProcedures.audit, at(), by('auditor1'));
  await call(runProcedures.approve, at(), by(MANAGER));
}

function shownSlips() {
  return db().select().from(slip).where(shownIn(slip, row())).orderBy(asc(slip.employeeId)).all();
}

async function codesOf(call: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error.problems.map(({ code }) => code);
  throw new Error('It was not refused.', { cause: error });
}

function missing(): never {
  throw new Error('The office has this run.');
}
