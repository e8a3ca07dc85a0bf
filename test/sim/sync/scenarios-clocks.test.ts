import { describe, expect, it } from 'vitest';
import { fromMoment, partsOf } from '#kernel/date.ts';
import { isClockWrong } from '#kernel/sync/skew.ts';
import { bytesToUuid, uuidMilliseconds } from '#kernel/ids.ts';
import { selfNumber } from '#db/self.ts';
import { releasedFromInbox } from '#office/sync/held-inbox.ts';
import { framesAtCentre } from './book.ts';
import type { SimOffice } from './office.ts';
import { ask, CLERK, DAY, Stage, voucher } from './stage.ts';
import { contact, paper } from './tables.ts';

/** Scenarios of the design note (sync.md §3.6) about clocks. */

const phoneOf = (pc: SimOffice): unknown => pc.disk.raw.prepare('SELECT phone FROM sim_contact').pluck().all();
const MINUTE = 60_000;

describe('a clock that is wrong', () => {
  it('scenario 10: in 2031 wins a shared field until the next day, when the other office corrects it', async () => {
    const stage = new Stage();
    const [office, other] = [await stage.office(2), await stage.office(3)];
    office.skewMs = Date.UTC(2031, 0, 1) - stage.now;
    const id = office.door.write(CLERK, 'sim.contact', (tx) => tx.insert(contact, { phone: '07701', note: null }));
    expect(await stage.sync(office)).toBe('done');
    await stage.sync(other);
    expect(phoneOf(other)).toEqual(['07701']);
    expect(isClockWrong(selfNumber(office.disk.raw, 'offset', 0))).toBe(true);
    stage.now += DAY;
    other.door.write(CLERK, 'sim.contact', (tx) => void tx.update(contact, id, { phone: '07802' }));
    expect(await stage.sync(other)).toBe('done');
    await stage.sync(office);
    expect([phoneOf(office), phoneOf(other)]).toEqual([['07802'], ['07802']]);
    // Whose writing lost is told, with what he wrote; the other one has lost nothing.
    const lost = `SELECT sync_inbox.kind, body ->> '$.e[0][3].phone' AS phone FROM sync_inbox JOIN op_log ON id = op_id`;
    expect([ask(office, lost), ask(other, lost)]).toEqual([[{ kind: 'overwritten', phone: '07701' }], []]);
    // It is no hold that the data centre could take back.
    const [told] = ask(office, 'SELECT op_id AS op FROM sync_inbox') as { op: Buffer }[];
    releasedFromInbox(office.disk.raw, bytesToUuid(told?.op ?? Buffer.alloc(16)));
    expect(ask(office, lost)).toHaveLength(1);
    // Nor is the other one dragged into 2031: it follows what it hears by a day at most.
    const [last] = ask(other, 'SELECT max(hlc) AS hlc FROM op_log') as { hlc: number }[];
    office.door.write(CLERK, 'sim.contact', (tx) => void tx.update(contact, id, { phone: '07903' }));
    const [ahead] = ask(office, 'SELECT max(hlc) AS hlc FROM op_log') as { hlc: number }[];
    expect((ahead?.hlc ?? 0) - (last?.hlc ?? 0)).toBeGreaterThan(3 * 365 * DAY * 4_096);
    await stage.sync(office);
    await stage.sync(other);
    expect([phoneOf(office), phoneOf(other)]).toEqual([['07903'], ['07903']]);
    await stage.agree();
  });

  it('scenario 11: at 1 January 2001 after a dead battery keeps ids and readings in order; receipts prove when it was', async () => {
    const stage = new Stage();
    const office = await stage.office(2);
    voucher(office);
    await stage.sync(office);
    const [begun, trueNow] = [office.door.head.seq, stage.now];
    office.skewMs = Date.UTC(2001, 0, 1) - stage.now;
    office.boot();
    for (let count = 0; count < 200; count += 1) voucher(office);
    const ops = ask(office, `SELECT id, hlc, body ->> '$.w' AS wall FROM op_log ORDER BY seq`) as LoggedClock[];
    expect(ops).toHaveLength(201);
    const ids = ops.map(({ id }) => bytesToUuid(id));
    for (const [at, { hlc }] of ops.entries()) if (at > 0) expect(hlc).toBeGreaterThan(ops[at - 1]?.hlc ?? 0);
    // A day is not lost either: they stand behind what was written before the battery died.
    const moments = ids.map((id) => uuidMilliseconds(id));
    for (const [at, moment] of moments.entries())
      if (at > 0) expect(moment).toBeGreaterThanOrEqual(moments[at - 1] ?? 0);
    // What the clock of the PC said is kept beside, as it was.
    expect(ops.slice(begun).every(({ wall }) => wall < Date.UTC(2001, 0, 2))).toBe(true);
    expect(await stage.sync(office)).toBe('done');
    expect(isClockWrong(selfNumber(office.disk.raw, 'offset', 0))).toBe(true);
    const receivedAt = (await framesAtCentre(stage.centre, 2)).map((frame) => frame.receivedAt);
    expect(receivedAt).toEqual(receivedAt.toSorted((left, right) => left - right));
    expect(receivedAt.at(-1)).toBeGreaterThan(trueNow);
    expect(
      (ask(office, 'SELECT min(at) AS at FROM sync_receipt WHERE seq > 1') as { at: number }[])[0]?.at,
    ).toBeGreaterThan(trueNow);
    await stage.agree();
  });
});

interface LoggedClock {
  readonly id: Buffer;
  readonly hlc: number;
  readonly wall: number;
}

describe('an office without a line', () => {
  it.each([
    ['over the end of the year', '2027-12-31', ['2/ADJ/2027/000001', '2/ADJ/2028/000001', '2/ADJ/2028/000002']],
    ['over the 29th of February', '2028-02-29', ['2/ADJ/2028/000001', '2/ADJ/2028/000002', '2/ADJ/2028/000003']],
  ])('writes %s with a number of its day', async (_, day, numbers) => {
    const stage = new Stage();
    const office = await stage.office(2);
    // Half a minute before midnight in Baghdad, which is three hours ahead.
    stage.now = Date.UTC(...ymd(day)) + DAY - 3 * 60 * MINUTE - MINUTE / 2;
    expect(fromMoment(office.wall())).toBe(day);
    const given = [];
    for (let count = 0; count < 3; count += 1) {
      given.push(voucher(office, 1, partsOf(fromMoment(office.wall())).year));
      stage.now += MINUTE;
    }
    expect(given).toEqual(numbers);
    expect(await stage.sync(office)).toBe('done');
    expect((await stage.recordsOf(2, paper)).map((row) => row['number'])).toEqual(numbers);
    await stage.agree();
  });
});

function ymd(day: string): [year: number, month: number, day: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month - 1, date];
}
