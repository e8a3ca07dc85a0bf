import type { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { localDate } from '#kernel/date.ts';
import { LATE_LIMITS } from '#kernel/sync/late.ts';
import { codesOf, refusalOf, TEST_START, type Client } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** Scenario 7 of the design note with whole programs, PostgreSQL and TLS: from the old PC's page to the new PC's records. */

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

const MINUTE = 60_000;
const OURS = 'شعبة كُتبت على الحاسبة القديمة';
const THEIRS = 'اسم كُتب على الحاسبة الجديدة';

async function unitOf(admin: Client, code: string) {
  return (await admin.org.unit.list({})).find((unit) => unit.code === code);
}

async function rename(admin: Client, code: string, nameAr: string): Promise<void> {
  const unit = await unitOf(admin, code);
  if (!unit) throw new Error('The demonstration has this unit.');
  const { id, revision, nameCkb, nameEn, validFrom, isPayingEntity } = unit;
  await admin.org.unit.edit({ id, revision, code, nameCkb, nameEn, validFrom, isPayingEntity, nameAr });
}

interface Late {
  readonly desk: LinkedOffice;
  readonly old: LinkedOffice;
  readonly young: LinkedOffice;
}

/** An office on a new PC. On the old one a unit was named that the new one has named too, and another. */
async function replaced(of = ministry): Promise<Late> {
  const desk = await of.desk();
  const old = await of.office({ employees: 0 });
  await of.meet(old);
  const young = await of.replaced(old);
  old.test.clock.now = TEST_START + MINUTE;
  await rename(old.admin, '1017-02', OURS);
  await rename(old.admin, '1017-03', OURS);
  await rename(young.admin, '1017-02', THEIRS);
  await of.meet(young);
  return { desk, old, young };
}

const call = async (office: LinkedOffice) => await refusalOf(office.admin.platform.sync.now({}));

async function worksOf({ desk, old: { number } }: Late) {
  return (await desk.admin.ministry.office.get({ office: number })).lateWorks;
}

async function decided({ desk, old: { number } }: Late) {
  const [work] = (await desk.admin.ministry.office.get({ office: number })).lateWorks;
  if (!work) throw new Error('The PC has told what it has.');
  return { office: number, keyId: work.keyId, seq: work.seq, earlierAt: work.decidedAt };
}

const namesThere = async ({ number }: LinkedOffice): Promise<unknown[]> => {
  const sql = `SELECT name_ar FROM org_unit WHERE office_no = $1 AND code IN ('1017-02', '1017-03') ORDER BY code`;
  return (await ministry.rows(sql, number)).map((row) => row['name_ar']);
};

describe('late work of a replaced PC', () => {
  it('scenario 7: is listed until somebody decides, then joins the log of the office, and every page says so', async () => {
    const late = await replaced();
    const { desk, old, young } = late;
    const before = await namesThere(old);
    expect(await call(old)).toEqual(['SYNC_REPLACED']);
    expect(await old.admin.platform.sync.status({})).toMatchObject({
      ...{ problem: 'SYNC_REPLACED', unsent: 2, lateJoined: null },
      late: { state: 'asked', changes: 2, reason: null, since: expect.any(Number) as number },
    });
    const [row] = (await desk.admin.ministry.office.list({})).filter(({ office }) => office === old.number);
    expect(row).toMatchObject({ lateAsked: 1 });
    expect(await worksOf(late)).toMatchObject([
      { device: 'PC 1', state: 'asked', changes: 2, stored: 0, since: expect.any(Number) as number, decidedBy: null },
    ]);
    const { devices } = await desk.admin.ministry.office.get({ office: old.number });
    expect(devices.map(({ name, isReplaced }) => [name, isReplaced])).toEqual([
      ['PC 2', false],
      ['PC 1', true],
    ]);

    const decision = await decided(late);
    await desk.admin.ministry.late.take(decision);
    expect(await worksOf(late)).toMatchObject([{ state: 'wanted' }]);
    expect(await namesThere(old)).toEqual(before);
    expect(await call(old)).toEqual(['SYNC_REPLACED']);
    expect(await worksOf(late)).toMatchObject([{ state: 'stored', stored: 2 }]);
    expect(await namesThere(old)).toEqual(before);
    await ministry.meet(young);
    expect(await worksOf(late)).toMatchObject([{ state: 'joined', decidedBy: expect.stringMatching(/./) as string }]);
    expect(await call(old)).toEqual(['SYNC_REPLACED']);
    expect(await old.admin.platform.sync.status({})).toMatchObject({ late: { state: 'joined' } });
    // What only the old PC had changed is the office's; what both had, its people settle.
    expect(await namesThere(old)).toEqual([THEIRS, OURS]);
    expect((await unitOf(young.admin, '1017-03'))?.nameAr).toBe(OURS);
    expect(await young.admin.platform.sync.status({})).toMatchObject({
      ...{ problem: null, unsent: 0, inbox: 1, late: null },
      lateJoined: { changes: 1, aside: 1 },
    });
    expect(await young.admin.platform.sync.inbox({})).toMatchObject([
      { kind: 'illegal-state', command: 'org.unit.edit', canRepeat: true, records: [{ title: THEIRS }] },
    ]);
    const acts = await desk.admin.ministry.act.list({});
    expect(acts[0]).toMatchObject({ kind: 'late_taken', office: old.number, detail: 'PC 1 (2)' });
    expect(await refusalOf(desk.admin.ministry.late.take(decision))).toEqual(['LATE_DECIDED']);
  });

  it('scenario 7: is refused with a reason that its PC shows; what is more since is looked at again', async () => {
    const late = await replaced();
    const { desk, old, young } = late;
    await call(old);
    const looked = await decided(late);
    await rename(old.admin, '1017-03', 'اسم ثالث');
    await call(old);
    expect(await refusalOf(desk.admin.ministry.late.take(looked))).toEqual(['LATE_CHANGED']);
    const reason = 'كُتب من جديد في الدائرة';
    await desk.admin.ministry.late.refuse({ ...(await decided(late)), reason });
    await call(old);
    expect(await old.admin.platform.sync.status({})).toMatchObject({ late: { state: 'refused', reason, changes: 3 } });
    await ministry.meet(young);
    expect(await young.admin.platform.sync.status({})).toMatchObject({ inbox: 0, lateJoined: null });
    const acts = (await desk.admin.ministry.act.list({})).filter(({ office }) => office === old.number);
    // What was asked for and not done is no act.
    expect(acts.map(({ kind, detail }) => [kind, detail])).toEqual([['late_refused', `PC 1 (3): ${reason}`]]);
  });

  it('is decided by one of two clerks who look at it in the same moment; the other hears that he was later', async () => {
    const late = await replaced();
    const { desk, old } = late;
    await call(old);
    const looked = await decided(late);
    const { take, refuse } = desk.admin.ministry.late;
    const answers = await Promise.allSettled([
      take(looked),
      refuse({ ...looked, reason: 'لا' }),
      take(looked),
      refuse({ ...looked, reason: 'لا' }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as ORPCError<string, unknown>] : [],
    );
    for (const reason of reasons) expect(codesOf(reason)).toEqual(['LATE_DECIDED']);
    const acts = (await desk.admin.ministry.act.list({})).filter(({ office }) => office === old.number);
    expect(acts.filter(({ kind }) => kind.startsWith('late_'))).toHaveLength(1);
    // Whoever has seen the decision may think better of it, once.
    const seen = await decided(late);
    const isTaken = (await worksOf(late))[0]?.state === 'wanted';
    const turn = () => (isTaken ? refuse({ ...seen, reason: 'لا' }) : take(seen));
    await turn();
    expect(await refusalOf(turn())).toEqual(['LATE_DECIDED']);
  });

  it('scenario 7: of a PC that is stopped as stolen is nobody’s to decide on, and its PC is a stranger', async () => {
    const late = await replaced();
    const { desk, old, young } = late;
    await call(old);
    const decision = await decided(late);
    await desk.admin.ministry.late.take(decision);
    await desk.admin.ministry.office.revoke({ office: old.number, keyId: decision.keyId });
    expect(await call(old)).toEqual(['SYNC_DEVICE_ENDED']);
    expect(await worksOf(late)).toEqual([]);
    expect(await refusalOf(desk.admin.ministry.late.take(decision))).toEqual(['LATE_GONE']);
    expect(await refusalOf(desk.admin.ministry.late.refuse({ ...decision, reason: '-' }))).toEqual(['LATE_GONE']);
    await ministry.meet(young);
    expect(await namesThere(old)).not.toContain(OURS);
  });

  it('scenario 7: of a PC that is invited again is nobody’s to decide on any more: it brings it itself', async () => {
    const late = await replaced();
    const { desk, old, young } = late;
    await call(old);
    const listed = async () => (await desk.admin.ministry.office.list({})).find(({ office }) => office === old.number);
    expect(await listed()).toMatchObject({ lateAsked: 1 });
    const again = await ministry.invitedAgain(old);
    await ministry.meet(again);
    expect(await listed()).toMatchObject({ lateAsked: 0 });
    expect(await worksOf(late)).toEqual([]);
    expect(await namesThere(old)).toEqual([THEIRS, OURS]);
    expect(await call(young)).toEqual(['SYNC_REPLACED']);
    await ministry.meet(again);
    expect(await listed()).toMatchObject({ lateAsked: 0 });
  });

  it('is decided by nobody without the right to it, though he may do all else with offices', async () => {
    // Each desk here founds the data centre's own office anew, and the people of all have the same names.
    const another = await MinistryOfOffices.open();
    onTestFinished(() => another.close());
    const late = await replaced(another);
    const { desk, old } = late;
    await call(old);
    const decision = await decided(late);
    const names = { nameAr: 'دوائر', nameCkb: null, nameEn: null };
    const permissions = ['ministry.office.view', 'ministry.office.edit', 'ministry.act.view'];
    const { admin, test } = desk;
    const { id: roleId } = await admin.org.role.create({ code: 'offices', ...names, permissions });
    const clerk = (await admin.org.user.list({})).find(({ userName }) => userName === 'clerk1');
    const top = (await admin.org.unit.list({})).find(({ parentId }) => parentId === null);
    await admin.org.user.assign({
      userId: clerk?.id ?? '',
      roleId,
      unitId: top?.id ?? '',
      validFrom: localDate('2026-01-01'),
      validTo: null,
    });
    const client = await test.visitor().signIn('clerk1');
    expect((await client.ministry.office.get({ office: old.number })).lateWorks).toHaveLength(1);
    const before = (await admin.ministry.act.list({})).length;
    expect(await refusalOf(client.ministry.late.take(decision))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(client.ministry.late.refuse({ ...decision, reason: 'لا' }))).toEqual(['FORBIDDEN']);
    expect((await admin.ministry.act.list({})).length).toBe(before);
    expect(await worksOf(late)).toMatchObject([{ state: 'asked' }]);
    const long = 'ا'.repeat(LATE_LIMITS.reason + 1);
    expect(await refusalOf(admin.ministry.late.refuse({ ...decision, reason: long }))).toHaveLength(1);
  });
});
