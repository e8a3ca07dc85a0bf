import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { proposal as itemProposal } from '#modules/items/schema.ts';
import { rulePackage } from '#modules/regulation/schema.ts';
import { proposal as officeProposal } from '#modules/structure/schema.ts';
import { refusalOf } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** Of three kinds an office proposes; what another one sends in between decides, hides and weighs nothing. */

let ministry: MinistryOfOffices;
let desk: LinkedOffice;
let office: LinkedOffice;
let other: LinkedOffice;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
  office = await ministry.office({ employees: 0 });
  other = await ministry.office({ employees: 0 });
  await desk.admin.ministry.office.list({});
  await meet();
});

afterEach(() => ministry.close());

const meet = (): Promise<void> => ministry.meet(office, other, desk, office, other);

const reason = 'سبب';
const names = { nameAr: 'اسم', nameCkb: null, nameEn: null };
const item = {
  ...{ ...names, itemCode: null, kindCode: '01-01-001', reason, synonyms: null, specification: null },
  ...{ externalCode: null, unit: 'REAM', status: 'active', replacedBy: null, hasBatch: false, hasExpiry: false },
  ...{ hasSerial: false, isHazardous: false, isControlled: false, isCustody: false, isCapitalisable: false },
} as const;
const unpublished = { hash: null, publishedAt: null, publishedBy: null };
let version = 90;

/** What a program writes that was made to send more than a page would let it. */
const kinds = {
  officeProposal: {
    ...{ table: 'structure_proposal', record: officeProposal, name: 'name_ar', text: 'reason' },
    row: () => ({ ...names, change: 'add', aboutOffice: null, kind: 'office', parentOffice: null, reason, seen: null }),
  },
  itemProposal: { table: 'items_proposal', record: itemProposal, name: 'name_ar', text: 'reason', row: () => item },
  proposal: {
    ...{ table: 'regulation_package', record: rulePackage, name: 'title_ar', text: 'note' },
    row: () => ({
      ...{ ...unpublished, code: 'IQ-STATE', version: (version += 1), titleAr: 'اسم', note: reason },
      firstMonth: '2027-01' as Month,
    }),
  },
} as const;
type Kind = keyof typeof kinds;

/** Sends a proposal, under an id that is free or one that another office has used, and writes on it so many times. */
async function sent({ test, number, admin }: LinkedOffice, kind: Kind, id?: string, writings = 0) {
  const { record, row } = kinds[kind];
  const { door } = test.office.core;
  const userId = (await admin.platform.session.state()).user?.id ?? '';
  const made = door.write({ userId }, `${kind}.forge`, (tx) =>
    // The row is that of its own table; of three tables the compiler cannot tell.
    tx.insert(record, { ...row(), state: 'proposed', ...(id && { id }) } as never),
  );
  for (let at = 0; at < writings; at += 1)
    door.write({ userId }, `${kind}.forge`, (tx) => tx.update(record, made, { state: at % 2 ? 'proposed' : 'draft' }));
  await ministry.meet({ test, number, admin });
  return { office: number, id: made };
}

/** Copies of a proposal in the tables of the data centre, as if this office had sent them later. */
async function copied(kind: Kind, of: string, { from, times }: { from: number; times: number }): Promise<void> {
  const { table } = kinds[kind];
  await ministry.rows(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('office_no', $2::int4,
       'id', gen_random_uuid(), 'updated_at', t.updated_at + no))).*
     FROM ${table} t, generate_series(1, $3) no WHERE t.id = $1`,
    ...[of, from, times],
  );
}

const pages = (kind: Kind) => desk.admin.ministry[kind];
const refused = async (kind: Kind, asked: { office: number; id: string }) => {
  const { revision } = await pages(kind).get(asked);
  await pages(kind).refuse({ ...asked, revision, reason: 'لا' });
};
const inOffice = async ({ admin }: LinkedOffice, kind: Kind, id: string) => {
  if (kind === 'proposal') return (await admin.regulation.package.get({ id })).decision;
  return (await admin[kind === 'itemProposal' ? 'items' : 'structure'].proposal.get({ id })).decision;
};

describe.each(Object.keys(kinds) as Kind[])('a proposal (%s)', (kind) => {
  it('is not decided with one that another office has sent under its id', async () => {
    const honest = await sent(office, kind);
    const forged = await sent(other, kind, honest.id, 10);
    await refused(kind, forged);
    expect((await pages(kind).get(forged)).decision).toMatchObject({ isAccepted: false });
    expect((await pages(kind).get(honest)).decision).toBeNull();
    const decisions = (await pages(kind).list({})).map((row) => [row.office, row.decision?.isAccepted ?? null]);
    expect(decisions.toSorted()).toEqual([
      [office.number, null],
      [other.number, false],
    ]);
    await meet();
    expect(await inOffice(office, kind, honest.id)).toBeNull();
    expect(await inOffice(other, kind, forged.id)).toMatchObject({ isAccepted: false });
    await refused(kind, honest);
    await meet();
    expect(await inOffice(office, kind, honest.id)).toMatchObject({ isAccepted: false });
  });

  it('is listed beside hundreds of later ones of another office', async () => {
    const honest = await sent(office, kind);
    await copied(kind, honest.id, { from: other.number, times: 600 });
    const rows = await pages(kind).list({});
    expect(rows.filter((row) => row.office === other.number)).toHaveLength(50);
    expect(rows.filter((row) => row.office === office.number)).toMatchObject([honest]);
  });

  it('that waits is listed before later ones of its office that are answered, and after those that are not', async () => {
    const honest = await sent(office, kind);
    await copied(kind, honest.id, { from: office.number, times: 50 });
    const isListed = async () => (await pages(kind).list({})).some(({ id }) => id === honest.id);
    expect(await isListed()).toBe(false);
    const answer = (by: number, revision: number) =>
      ministry.rows(
        `INSERT INTO regulation_decision (office_no, id, revision, created_at, created_by, updated_at, updated_by, seq,
           office, proposal_id, proposal_revision, is_accepted, decided_by)
         SELECT $1, gen_random_uuid(), 1, 0, id, 0, id, 0, office_no, id, $2, false, 'x'
         FROM ${kinds[kind].table} WHERE office_no = $3 AND id <> $4`,
        ...[by, revision, office.number, honest.id],
      );
    // An office answers nothing, and an answer to an earlier text is none.
    await answer(other.number, 1);
    await answer(1, 0);
    expect(await isListed()).toBe(false);
    await answer(1, 1);
    expect(await isListed()).toBe(true);
    expect(await pages(kind).list({})).toHaveLength(50);
  });

  it('of a whole book weighs no more in the list and in what is noted than one that a page let through', async () => {
    const honest = await sent(office, kind);
    const { table, name, text } = kinds[kind];
    await ministry.rows(`UPDATE ${table} SET ${name} = repeat('ب', 20000), ${text} = repeat('س', 20000)`);
    const weight = JSON.stringify(await pages(kind).list({})).length;
    expect(weight).toBeGreaterThan(700);
    expect(weight).toBeLessThan(2_000);
    expect(JSON.stringify(await pages(kind).get(honest)).length).toBeGreaterThan(40_000);
    await refused(kind, honest);
    const [act] = await desk.admin.ministry.act.list({});
    expect(act?.detail).toBe('ب'.repeat(200));
  });
});

describe('an office of the register', () => {
  it('is made of a proposal of its office, not of one that another has sent under its id', async () => {
    const honest = await sent(office, 'officeProposal');
    const forged = await sent(other, 'officeProposal', honest.id);
    await ministry.rows(`UPDATE structure_proposal SET name_ar = 'زائفة' WHERE office_no = $1`, other.number);
    const accepted = async (asked: { office: number; id: string }) => {
      const { revision } = await pages('officeProposal').get(asked);
      return desk.admin.ministry.officeProposal.accept({ ...asked, revision, governorate: null });
    };
    const first = await accepted(forged);
    expect(await desk.admin.ministry.officeProposal.get(honest)).toMatchObject({ standsAs: null, decision: null });
    const { about } = await accepted(honest);
    expect(about).not.toBe(first.about);
    expect((await desk.admin.ministry.office.get({ office: about })).nameAr).toBe('اسم');
    expect(await refusalOf(accepted(honest))).toEqual(['DECIDED_ALREADY']);
  });
});
