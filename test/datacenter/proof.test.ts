import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '#kernel/date.ts';
import { decodeFrame, encodeFrame, FRAME_LIMITS, joinOps, splitOps } from '#kernel/sync/frame.ts';
import { chainHead, zstd } from '#db/wire.ts';
import { followPeople } from '#datacenter/ministry/people-index.ts';
import { proveOffice } from '#datacenter/protocol/proof.ts';
import { prove } from '#datacenter/server/upkeep.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** The data centre's records of an office against its log: whole offices, with every table that they fill. */

let ministry: MinistryOfOffices;

beforeAll(async () => {
  ministry = await MinistryOfOffices.open();
});

afterAll(() => ministry.close());

async function officeOf(employees: number): Promise<LinkedOffice> {
  const office = await ministry.office({ employees });
  await ministry.meet(office);
  return office;
}

const proved = (office: LinkedOffice, mends = false) => proveOffice(ministry.opened.ports, office.number, { mends });
const incident = async (office: LinkedOffice) => {
  const sql = `SELECT kind FROM office_incident WHERE office_no = $1 AND kind LIKE 'differ%'`;
  return (await ministry.rows(sql, office.number)).map(({ kind }) => kind);
};
const listed = async (office: LinkedOffice) =>
  (
    await ministry.rows(`SELECT id, full_name AS name FROM hr_employee WHERE office_no = $1 ORDER BY id`, office.number)
  ).map(({ id, name }) => ({ id: String(id), name: String(name) }));

describe('the records of an office at the data centre', { timeout: 120_000 }, () => {
  it('are what its log makes of them, in every table', async () => {
    const office = await officeOf(12);
    const { seq, records, ...rest } = (await proved(office)) ?? { seq: 0, records: 0 };
    expect(rest).toEqual({
      ...{ office: office.number, isLogWhole: true, differences: [], hasMore: false, isMended: false },
    });
    const [stream] = await ministry.rows(
      'SELECT applied_seq AS seq FROM office_stream WHERE office_no = $1',
      office.number,
    );
    expect(seq).toBe(stream?.['seq']);
    expect(records).toBeGreaterThan(300);
    expect(await incident(office)).toEqual([]);
  });

  it('are named where one was changed, is missing or is in no op; and are mended by the log', async () => {
    const office = await officeOf(12);
    const [first, second, third] = await listed(office);
    await ministry.rows(
      `UPDATE hr_employee SET full_name = 'غيره' WHERE office_no = $1 AND id = $2`,
      office.number,
      first?.id,
    );
    await ministry.rows('DELETE FROM hr_employee WHERE office_no = $1 AND id = $2', office.number, second?.id);
    const unlogged = '01900000-0000-7000-9000-0000000000aa';
    const columns = (
      await ministry.rows(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'hr_employee' AND column_name <> 'id'`,
      )
    ).map(({ name }) => `"${String(name)}"`);
    await ministry.rows(
      `INSERT INTO hr_employee (id, ${columns.join(', ')}) SELECT $3, ${columns.join(', ')} FROM hr_employee
       WHERE office_no = $1 AND id = $2`,
      ...[office.number, third?.id, unlogged],
    );
    const differences = [
      { table: 'hr_employee', id: first?.id, kind: 'differs', columns: ['fullName'] },
      { table: 'hr_employee', id: unlogged, kind: 'unlogged', columns: [] },
      { table: 'hr_employee', id: second?.id, kind: 'missing', columns: [] },
    ];
    const found = await proved(office);
    expect(found?.differences.toSorted((left, right) => left.kind.localeCompare(right.kind))).toEqual(
      differences.toSorted((left, right) => left.kind.localeCompare(right.kind)),
    );
    expect(await incident(office)).toEqual(['differs']);
    expect(await prove(ministry.opened, { office: office.number, mends: false })).toMatchObject({
      value: { isRight: false },
    });

    expect(await proved(office, true)).toMatchObject({ isMended: true, differences: { length: 3 } });
    expect(await listed(office)).toEqual(expect.arrayContaining([first, second, third]));
    expect(await proved(office)).toMatchObject({ differences: [] });
    expect(await incident(office)).toEqual(['differed']);
    // The index of people reads the office anew.
    await followPeople(ministry.opened.store.pool, () => undefined);
    const words = `SELECT DISTINCT employee_id AS id FROM person_word WHERE office_no = $1 ORDER BY 1`;
    const indexed = (await ministry.rows(words, office.number)).map(({ id }) => id);
    expect(indexed).toEqual((await listed(office)).map(({ id }) => id));
  });

  it('are proved while the office goes on, and what is held is no difference', async () => {
    const office = await officeOf(12);
    const units = await office.admin.org.unit.list({});
    const parentId = units.find(({ code }) => code === '1017-01')?.id ?? '';
    const named = { type: 'section', nameCkb: null, nameEn: null } as const;
    const from = { validFrom: '2026-01-01' as LocalDate, validTo: null, isPayingEntity: false };
    for (let no = 1; no <= 3; no += 1) {
      await office.admin.org.unit.create({ ...named, ...from, code: `1017-8${no}`, nameAr: `شعبة ${no}`, parentId });
      const [found] = await Promise.all([proved(office), ministry.meet(office)]);
      expect(found).toMatchObject({ isLogWhole: true, differences: [] });
    }
    // What the data centre holds back is not among its records, and its log says the same.
    const { applied_seq: seq, seq: end } =
      (await ministry.rows('SELECT applied_seq, seq FROM office_stream WHERE office_no = $1', office.number))[0] ?? {};
    expect(seq).toBe(end);
    await ministry.rows(
      `INSERT INTO office_held_op (office_no, seq, op_id, reason, records, since, tellings)
       VALUES ($1, $2, gen_random_uuid(), 'illegal-state', '[]', 1, 1)`,
      ...[office.number, seq],
    );
    await ministry.rows('UPDATE office_stream SET held = 1 WHERE office_no = $1', office.number);
    await ministry.rows(`DELETE FROM org_unit WHERE office_no = $1 AND code = '1017-83'`, office.number);
    expect(await proved(office)).toMatchObject({ differences: [] });
  });

  it('are not mended by a log that somebody has rewritten: no device has signed it', async () => {
    const office = await officeOf(2);
    const [last] = await ministry.rows(
      'SELECT from_seq AS seq, frame FROM office_frame WHERE office_no = $1 ORDER BY from_seq DESC LIMIT 1',
      office.number,
    );
    const frame = decodeFrame(last?.['frame'] as Uint8Array);
    if (!frame.ok) throw new Error('A stored frame can be read.');
    const { header, payload } = frame.value;
    const ops = splitOps(zstd.open(payload, FRAME_LIMITS.openedBytes) ?? Buffer.alloc(0), header);
    if (!ops.ok) throw new Error('A stored frame holds its ops.');
    const written = ops.value.map((op) => Buffer.from(Buffer.from(op).toString('utf8').replace('"w":', '"w": ')));
    const head = written.reduce((before, op) => chainHead(before, op), header.previous);
    const forged = encodeFrame({ header: { ...header, head }, payload: zstd.compress(joinOps(written)) });
    await ministry.rows(
      'UPDATE office_frame SET frame = $3, head = $4 WHERE office_no = $1 AND from_seq = $2',
      ...[office.number, last?.['seq'], Buffer.from(forged), head],
    );
    await ministry.rows('UPDATE office_stream SET head = $2 WHERE office_no = $1', office.number, head);
    expect(await proved(office, true)).toMatchObject({ isLogWhole: false, differences: [], isMended: false });
    expect(await incident(office)).toEqual(['differs']);
  });

  it('whose stored log is damaged are told so, and the other offices are proved', async () => {
    const office = await officeOf(2);
    const other = await officeOf(2);
    await ministry.rows(
      `UPDATE office_frame SET frame = substr(frame, 1, length(frame) - 9) WHERE office_no = $1 AND from_seq = 1`,
      office.number,
    );
    const { isRight, offices } = (
      (await prove(ministry.opened, { office: undefined, mends: false })) as {
        value: { isRight: boolean; offices: readonly { office: number }[] };
      }
    ).value;
    expect(isRight).toBe(false);
    const ofBoth = offices.filter((each) => each.office === office.number || each.office === other.number);
    expect(ofBoth.map(({ office: no, ...rest }) => [no, 'fault' in rest])).toEqual([
      [office.number, true],
      [other.number, false],
    ]);
    expect(await incident(office)).toEqual(['differs']);
    expect(await prove(ministry.opened, { office: 77, mends: false })).toMatchObject({
      problems: [{ code: 'OFFICE_UNKNOWN' }],
    });
  });
});
