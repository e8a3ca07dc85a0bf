import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '#kernel/date.ts';
import type { Ministry } from '#datacenter/ministry/index.ts';
import { followPeople } from '#datacenter/ministry/people-index.ts';
import { streams } from '#datacenter/protocol/tables.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import { putRecord, uuid } from './applied-records.ts';
import { BASRA, KARKH, openRegisterOfTwo, type RegisterOfTwo } from './register-of-two.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
const today = localDate('2026-11-15');
let register: RegisterOfTwo;
let opened: OpenDatacenter;
let ministry: Ministry;
let records = 0;

const put = (name: string, officeNo: number, values: Readonly<Record<string, unknown>>): Promise<void> =>
  putRecord(opened, name, { id: uuid('e', ++records), ...values, officeNo });

interface Span {
  readonly from: string;
  readonly to?: string;
  readonly endedBy?: string;
  readonly rest?: Readonly<Record<string, unknown>>;
}

async function person(no: number, fullName: string, services: readonly Span[]): Promise<void> {
  await put('hr_employee', KARKH, { id: uuid('a', no), fullName });
  for (const { from, to = null, endedBy = null, rest } of services) {
    const value = { beganBy: 'APPOINTMENT', endedBy };
    const service = { employeeId: uuid('a', no), kind: 'SERVICE', validFrom: from, validTo: to, value };
    await put('hr_fact', KARKH, { ...service, ...rest });
  }
}

interface Sent {
  readonly on: string;
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly outcomes?: readonly string[];
}

/** Sent to Basra, with what it answered. */
async function sent(no: number, { on, rest = {}, outcomes = [] }: Sent): Promise<void> {
  const handoverId = uuid('d', ++records);
  const paper = { id: handoverId, employeeId: uuid('a', no), toOffice: BASRA, toName: 'البصرة', state: 'sent' };
  await put('hr_handover', KARKH, { ...paper, effectiveDate: on, createdAt: records, ...rest });
  for (const outcome of outcomes) await put('hr_handover_answer', BASRA, { handoverId, toOffice: KARKH, outcome });
}

beforeAll(async () => {
  register = await openRegisterOfTwo(folder);
  ({ opened, ministry } = register);

  const since2020 = { from: '2020-01-01' };
  const toOctober = { ...since2020, to: '2026-10-31', endedBy: 'TRANSFER' };
  await person(1, 'سالم يخدم', [since2020]);
  await person(2, 'سالم تقاعد', [{ from: '2000-01-01', to: '2026-06-30', endedBy: 'RETIREMENT' }]);
  await person(3, 'سالم عاد', [{ from: '2000-01-01', to: '2010-06-30', endedBy: 'RESIGNATION' }, since2020]);
  await person(4, 'سالم يباشر', [{ from: '2027-02-01' }, { from: '2027-01-01' }]);
  await person(5, 'سالم صحح', [
    { ...since2020, rest: { retractedAt: 1 } },
    { ...since2020, to: '2026-03-31', endedBy: 'DEATH' },
  ]);
  await person(6, 'سالم بلا خدمة', []);
  await person(7, 'كاظم نقل', [toOctober]);
  await sent(7, { on: '2026-11-01', rest: { state: 'returned' }, outcomes: ['refused'] });
  await sent(7, { on: '2026-11-01', outcomes: ['refused', 'accepted'] });
  await person(8, 'كاظم طريق', [toOctober]);
  await sent(8, { on: '2026-11-01', outcomes: ['nonsense'] });
  await person(9, 'كاظم أعيد', [since2020]);
  await sent(9, { on: '2026-11-01', rest: { state: 'returned' }, outcomes: ['refused'] });
  await person(10, 'كاظم غريب', [{ ...since2020, rest: { value: 'x' } }]);
  await sent(10, { on: '2026-11-01', rest: { toOffice: 900, toName: '' } });
  await opened.store.transaction(async (tx) => {
    const stream = await tx.lock(streams, [KARKH]);
    if (stream) await tx.put(streams, [{ ...stream, seq: 1, appliedSeq: 1 }]);
  });
  await followPeople(opened.store.pool, (_, error) => expect.fail(String(error)));
});

afterAll(async () => {
  await register.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is told of the one of these words. */
async function told(text: string) {
  const { people } = await ministry.findPeople({ text, today });
  expect(people).toHaveLength(1);
  return people[0];
}

describe('the service of a person who is found', () => {
  it.each<[string, string, readonly [from: string | null, to: string | null, endedBy: string | null]]>([
    ['that goes on', 'سالم يخدم', ['2020-01-01', null, null]],
    ['that has ended, with the order that ended it', 'سالم تقاعد', ['2000-01-01', '2026-06-30', 'RETIREMENT']],
    ['that began anew', 'سالم عاد', ['2020-01-01', null, null]],
    ['that will begin, on the first day of it', 'سالم يباشر', ['2027-01-01', null, null]],
    ['as it was corrected', 'سالم صحح', ['2020-01-01', '2026-03-31', 'DEATH']],
    ['of which nothing is known', 'سالم بلا', [null, null, null]],
    ['whose value no program wrote', 'كاظم غريب', ['2020-01-01', null, null]],
  ])('%s', async (_, text, [serviceFrom, serviceTo, endedBy]) =>
    expect(await told(text)).toMatchObject({ serviceFrom, serviceTo, endedBy }),
  );

  it('names the office to which he was sent, and what that one answered', async () => {
    const toBasra = { toOffice: BASRA, toName: 'تربية البصرة', effectiveDate: '2026-11-01' };
    expect(await told('كاظم نقل')).toMatchObject({
      endedBy: 'TRANSFER',
      handover: { ...toBasra, outcome: 'accepted' },
    });
    expect(await told('كاظم طريق')).toMatchObject({ handover: { ...toBasra, outcome: null } });
    expect(await told('كاظم غريب')).toMatchObject({ handover: { toOffice: 900, toName: null } });
    expect(await told('سالم يخدم')).toMatchObject({ handover: null });
  });

  it('names none to which he was sent and from which he was taken back', async () =>
    expect(await told('كاظم أعيد')).toMatchObject({ handover: null }));
});
