import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMinistry } from '#datacenter/ministry/index.ts';
import { officeMark } from '#modules/ministry/rules/office.ts';
import type { TreeRow } from '#modules/structure/contract/index.ts';
import { refusalOf, type Client } from '../host/harness.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** An office proposes a change of the tree, the data centre writes it into its register, and every office reads it. */

let ministry: MinistryOfOffices;
let desk: LinkedOffice;
let office: LinkedOffice;
let other: LinkedOffice;

let above = 0;
let below = 0;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
  office = await ministry.office({ employees: 0 });
  other = await ministry.office({ employees: 0 });
  const register = desk.admin.ministry.office;
  above = (await register.add({ ...registered, nameAr: 'مديرية بلديات واسط', parentOffice: null })).office;
  below = (await register.add({ ...registered, nameAr: 'بلدية الكوت', parentOffice: above })).office;
  await meet();
});

afterEach(() => ministry.close());

const reason = 'تغيّر التشكيل';
const names = { nameCkb: null, nameEn: null, latitude: null, longitude: null };
const registered = { nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'wasit', place: null } as const;

/** The offices speak with the data centre until all sides have everything. */
const meet = (): Promise<void> => ministry.meet(office, desk, office, other);

async function inTree({ admin }: LinkedOffice, no: number): Promise<TreeRow | undefined> {
  return (await admin.structure.tree.get({})).offices.find((each) => each.office === no);
}

type Wording = Omit<Parameters<Client['structure']['proposal']['create']>[0], 'aboutOffice' | 'reason'>;
const wording = (rest: Partial<Wording> = {}): Wording => ({
  ...{ nameAr: 'بلدية الكوت', nameCkb: null, nameEn: null, kind: 'directorate', parentOffice: above, ...rest },
});

/** Drafted and sent, and here at the data centre; answers what is asked about it. */
async function proposed(from: LinkedOffice, about: number | null, written: Wording | null) {
  const { proposal } = from.admin.structure;
  const { id } =
    written === null
      ? await proposal.createClosing({ aboutOffice: about ?? 0, reason })
      : await proposal.create({ ...written, aboutOffice: about, reason });
  await sent(from, id);
  return { office: from.number, id };
}

async function sent(from: LinkedOffice, id: string): Promise<void> {
  const { proposal } = from.admin.structure;
  const { revision, mark } = await proposal.get({ id });
  await proposal.propose({ id, revision, mark });
  await ministry.meet(from);
}

const pages = () => desk.admin.ministry.officeProposal;

async function accept(asked: { office: number; id: string }, governorate: 'wasit' | null = null) {
  const { revision } = await pages().get(asked);
  return pages().accept({ ...asked, revision, governorate });
}

const actKinds = async () => (await desk.admin.ministry.act.list({})).map(({ kind }) => kind);

describe('a change of the tree that an office proposes', () => {
  it('as a new office is refused with a reason, taken back, sent again, accepted, and known to all', async () => {
    const nameAr = 'بلدية النعمانية';
    const asked = await proposed(office, null, wording({ nameAr, kind: 'office', parentOffice: below }));
    expect(await pages().list({})).toMatchObject([{ ...asked, change: 'add', nameAr, reason, decision: null }]);
    const looked = await pages().get(asked);
    expect(looked).toMatchObject({
      ...{ proposed: { nameAr, kind: 'office', parentOffice: below }, registered: null, seen: null },
      ...{ fits: { ok: true }, standsAs: null },
    });
    await pages().refuse({ ...asked, revision: looked.revision, reason: 'تتبع المديرية مباشرة' });
    await meet();
    const { proposal } = office.admin.structure;
    const standing = () => proposal.get({ id: asked.id });
    expect((await standing()).decision).toMatchObject({ isAccepted: false, reason: 'تتبع المديرية مباشرة' });

    await proposal.takeBack({ id: asked.id, revision: (await standing()).revision });
    await ministry.meet(office);
    expect(await pages().list({})).toEqual([]);
    expect(await refusalOf(pages().get(asked))).toEqual(['PROPOSAL_GONE']);
    const again = wording({ nameAr, kind: 'office', parentOffice: above });
    await proposal.edit({ ...again, reason, id: asked.id, revision: (await standing()).revision });
    await sent(office, asked.id);
    const stale = { ...asked, revision: looked.revision, governorate: null };
    expect(await refusalOf(pages().accept(stale))).toEqual(['PROPOSAL_CHANGED']);
    const { about } = await accept(asked, 'wasit');
    expect((await desk.admin.ministry.office.get({ office: about })).governorate).toBe('wasit');
    expect((await actKinds()).slice(0, 2)).toEqual(['office_accepted', 'office_added']);
    expect(await refusalOf(accept(asked))).toEqual(['DECIDED_ALREADY']);
    await meet();
    for (const each of [office, other]) {
      expect(await inTree(each, about)).toMatchObject({ nameAr, kind: 'office', parentOffice: above, depth: 1 });
    }
    expect((await standing()).decision).toMatchObject({ isAccepted: true, reason: null });
    const { revision } = await standing();
    expect(await refusalOf(proposal.takeBack({ id: asked.id, revision }))).toContain('DECIDED_ALREADY');
  });

  it('as another wording leaves what the office did not write, and a closing closes', async () => {
    const change = desk.admin.ministry.office.change;
    const asked = await proposed(
      office,
      below,
      wording({ nameAr: 'مديرية بلدية الكوت', nameEn: 'Kut', parentOffice: null }),
    );
    const row = await desk.admin.ministry.office.get({ office: below });
    expect((await pages().get(asked)).registered).toMatchObject({ nameAr: 'بلدية الكوت', parentOffice: above });
    // Somebody puts it on the map meanwhile, and writes its Kurdish name.
    const place = { latitude: 32.5, longitude: 45.8 };
    const moved = { ...registered, nameAr: row.nameAr, nameCkb: 'کوت', parentOffice: above, place };
    await change({ ...moved, office: below, mark: officeMark(row) });
    expect(await pages().get(asked)).toMatchObject({
      ...{ seen: { nameCkb: null }, proposed: { nameCkb: null }, fits: { ok: true } },
      becomes: { nameAr: 'مديرية بلدية الكوت', nameCkb: 'کوت', nameEn: 'Kut', parentOffice: null },
    });
    expect(await accept(asked)).toEqual({ about: below });
    expect(await desk.admin.ministry.office.get({ office: below })).toMatchObject({
      ...{ nameAr: 'مديرية بلدية الكوت', nameCkb: 'کوت', nameEn: 'Kut', parentOffice: null },
      ...{ ...place, governorate: 'wasit', isClosed: false },
    });
    const closing = await proposed(other, below, null);
    expect(await accept(closing)).toEqual({ about: below });
    await meet();
    for (const each of [office, other]) {
      expect(await inTree(each, below)).toMatchObject({ nameEn: 'Kut', nameCkb: 'کوت', isClosed: true });
    }
    expect((await actKinds()).slice(0, 4)).toEqual([
      'office_accepted',
      'office_closed',
      'office_accepted',
      'office_changed',
    ]);
  });

  it('is not written over what another has changed since: of two the second is refused', async () => {
    const first = await proposed(office, below, wording({ nameAr: 'بلدية الكوت الأولى' }));
    const second = await proposed(other, below, wording({ nameAr: 'بلدية الكوت الثانية' }));
    await accept(first);
    const looked = await pages().get(second);
    expect(looked).toMatchObject({
      ...{ registered: { nameAr: 'بلدية الكوت الأولى' }, seen: { nameAr: 'بلدية الكوت' } },
      fits: { ok: false, problems: [{ code: 'OFFICE_OVERTAKEN' }] },
    });
    const before = await actKinds();
    expect(await refusalOf(accept(second))).toEqual(['OFFICE_OVERTAKEN']);
    expect((await desk.admin.ministry.office.get({ office: below })).nameAr).toBe('بلدية الكوت الأولى');
    expect(await actKinds()).toEqual(before);
    await pages().refuse({ ...second, revision: looked.revision, reason: 'قُبل اسم آخر' });
    await meet();
    expect((await other.admin.structure.proposal.get({ id: second.id })).decision?.reason).toBe('قُبل اسم آخر');
  });

  it('that two offices wish alike is made once, and both are accepted', async () => {
    const written = wording({ nameAr: 'بلدية النعمانية', kind: 'office' });
    const [first, second] = [await proposed(office, null, written), await proposed(other, null, written)];
    const { about } = await accept(first);
    expect(await pages().get(second)).toMatchObject({ fits: { ok: true }, standsAs: about });
    expect(await accept(second)).toEqual({ about });
    const named = (await desk.admin.ministry.office.list({})).filter(({ nameAr }) => nameAr === written.nameAr);
    expect(named).toHaveLength(1);
  });

  it.each([
    ['as it was made', null],
    ['also where it was renamed in between', 'اسم بعد الحادث'],
  ])('is made once where the power goes between the register and the answer, %s', async (_, renamed) => {
    const asked = await proposed(office, null, wording({ nameAr: 'بلدية النعمانية', kind: 'office' }));
    const { raw } = desk.test.office.core.database;
    raw.exec(`CREATE TEMP TRIGGER power BEFORE INSERT ON main.regulation_decision
      BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`);
    await expect(accept(asked, 'wasit')).rejects.toThrow();
    raw.exec('DROP TRIGGER temp.power');
    const offices = await desk.admin.ministry.office.list({});
    const made = offices.find(({ nameAr }) => nameAr === 'بلدية النعمانية');
    expect(made).toMatchObject({ governorate: 'wasit', parentOffice: above });
    expect((await pages().get(asked)).decision).toBeNull();
    if (made && renamed !== null) {
      const fields = { ...registered, nameAr: renamed, kind: 'office', parentOffice: above } as const;
      await desk.admin.ministry.office.change({ ...fields, office: made.office, mark: officeMark(made) });
    }
    const acts = await actKinds();
    expect(await accept(asked, 'wasit')).toEqual({ about: made?.office });
    expect(await desk.admin.ministry.office.list({})).toHaveLength(offices.length);
    expect(await actKinds()).toEqual(['office_accepted', ...acts]);
    await meet();
    expect(await inTree(other, made?.office ?? 0)).toMatchObject({ nameAr: renamed ?? 'بلدية النعمانية' });
    expect((await office.admin.structure.proposal.get({ id: asked.id })).decision).toMatchObject({ isAccepted: true });
  });

  it('whose office was made before the power went is not refused any more, but accepted', async () => {
    const asked = await proposed(office, null, wording({ nameAr: 'بلدية النعمانية', kind: 'office' }));
    const { raw } = desk.test.office.core.database;
    raw.exec(`CREATE TEMP TRIGGER power BEFORE INSERT ON main.regulation_decision
      BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`);
    await expect(accept(asked)).rejects.toThrow();
    raw.exec('DROP TRIGGER temp.power');
    const { revision } = await pages().get(asked);
    expect(await refusalOf(pages().refuse({ ...asked, revision, reason }))).toEqual(['OFFICE_MADE']);
    expect((await pages().get(asked)).decision).toBeNull();
    await accept(asked);
    expect(await refusalOf(pages().refuse({ ...asked, revision, reason }))).toEqual(['DECIDED_ALREADY']);
  });

  it('is made once also where two processes of the data centre register it in the same moment', async () => {
    const asked = await proposed(office, null, wording({ nameAr: 'بلدية النعمانية', kind: 'office' }));
    const fields = { ...names, nameAr: 'بلدية النعمانية', kind: 'office', governorate: null, parentNo: above };
    const before = (await desk.admin.ministry.office.list({})).length;
    const register = () => openMinistry({ opened: ministry.opened, address: '' });
    const made = await Promise.all([register(), register()].map((each) => each.addOffice(fields, asked)));
    expect(made[0]?.officeNo).toBe(made[1]?.officeNo);
    expect(await desk.admin.ministry.office.list({})).toHaveLength(before + 1);
    expect(await register().officeMadeOf(asked)).toBe(made[0]?.officeNo);
    // Of another office a proposal under the same id is another one.
    const ofOther = await register().addOffice(fields, { ...asked, office: other.number });
    expect(ofOther.officeNo).not.toBe(made[0]?.officeNo);
  });

  it('as another wording is written once where the power goes between the register and the answer', async () => {
    const asked = await proposed(office, below, wording({ nameEn: 'Kut' }));
    const { raw } = desk.test.office.core.database;
    raw.exec(`CREATE TEMP TRIGGER power BEFORE INSERT ON main.regulation_decision
      BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`);
    await expect(accept(asked)).rejects.toThrow();
    raw.exec('DROP TRIGGER temp.power');
    const acts = await actKinds();
    expect(acts[0]).toBe('office_changed');
    expect(await pages().get(asked)).toMatchObject({ decision: null, standsAs: below, registered: { nameEn: 'Kut' } });
    expect(await accept(asked)).toEqual({ about: below });
    expect(await actKinds()).toEqual(['office_accepted', ...acts]);
  });

  it('that this program cannot read is refused only', async () => {
    const asked = await proposed(office, below, wording({ nameEn: 'Kut' }));
    // As a newer program of the office could have written it.
    await ministry.rows(`UPDATE structure_proposal SET kind = 'REGION' WHERE id = $1`, asked.id);
    expect(await pages().get(asked)).toMatchObject({
      ...{ proposed: null, fits: { ok: false, problems: [{ code: 'OFFICE_UNREADABLE' }] } },
    });
    expect(await refusalOf(accept(asked))).toEqual(['OFFICE_UNREADABLE']);
    const { revision } = await pages().get(asked);
    await pages().refuse({ ...asked, revision, reason: 'نوع لا نعرفه' });
    expect((await pages().get(asked)).decision).toMatchObject({ isAccepted: false });
  });

  it('is decided by whoever holds the register, read by who audits, and nobody else’s to see', async () => {
    const asked = await proposed(office, below, wording({ nameEn: 'Kut' }));
    const { revision } = await pages().get(asked);
    const as = async (userName: string) => (await desk.test.visitor().signIn(userName)).ministry.officeProposal;
    const auditor = await as('ministry.auditor1');
    expect((await auditor.get(asked)).revision).toBe(revision);
    expect(await refusalOf(auditor.accept({ ...asked, revision, governorate: null }))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(auditor.refuse({ ...asked, revision, reason }))).toEqual(['FORBIDDEN']);
    expect(await refusalOf((await as('ministry.reference1')).list({}))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(office.admin.ministry.officeProposal.list({}))).toEqual(['FORBIDDEN']);
    const ofDesk = desk.admin.structure.proposal.create({ ...wording(), aboutOffice: below, reason });
    expect(await refusalOf(ofDesk)).toEqual(['NO_CENTRE']);
    const holder = await as('ministry.offices1');
    expect(await holder.accept({ ...asked, revision, governorate: null })).toEqual({ about: below });
  });
});
