import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import { packagesInForce } from '#modules/regulation/index.ts';
import { refusalOf } from '../host/harness.ts';
import { officeMark } from '#modules/ministry/rules/office.ts';
import { publisher } from '../host/publisher.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** What comes down from the data centre to all offices, and what an office proposes up. */

let ministry: MinistryOfOffices;
let desk: LinkedOffice;
let office: LinkedOffice;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
  office = await ministry.office({ employees: 0 });
});

afterEach(async () => {
  await ministry.close();
});

/** The offices speak with the data centre until both sides have everything. */
const meet = (): Promise<void> => ministry.meet(office, desk, office);

describe('a package that an office proposes', () => {
  const first = '2027-06' as Month;

  /** A draft of the office with one amount changed. */
  async function drafted(titleAr: string): Promise<string> {
    const { regulation } = office.admin;
    const [seed] = await regulation.package.list({});
    const note = 'زيادة مخصصات الأطفال';
    const { id } = await regulation.package.draft({ titleAr, firstMonth: first, note, fromId: seed?.id ?? '' });
    const line = (await regulation.package.get({ id })).lines.find(({ rule }) => rule.code === 'CHILD_AMOUNT');
    if (line?.rule.kind !== 'PARAMETER') throw new Error('The seed has this rule.');
    const rule = { ...line.rule, value: { value: 15_000 }, isConfirmed: false };
    const { id: ruleId, revision } = line;
    await regulation.rule.edit({ id: ruleId, revision, rule, confirmedBy: null, confirmedOn: null });
    return id;
  }

  it('is refused with a reason, changed, accepted, published, and comes back to all', async () => {
    const id = await drafted('مقترح مخصصات الأطفال');
    const director = (await publisher(office.test)).regulation;
    const standing = () => office.admin.regulation.package.get({ id });
    await director.package.propose({ id, revision: (await standing()).revision });
    expect(await standing()).toMatchObject({ state: 'proposed', decision: null });
    expect(await refusalOf(office.admin.regulation.package.remove({ id, revision: 2 }))).toContain('MOVE_NOT_POSSIBLE');
    await meet();

    const { proposal } = desk.admin.ministry;
    const [waiting] = await proposal.list({});
    expect(waiting).toMatchObject({ office: office.number, id, titleAr: 'مقترح مخصصات الأطفال', decision: null });
    const asked = { office: office.number, id };
    const looked = await proposal.get(asked);
    expect(looked.differences.map(({ code }) => code)).toEqual(['CHILD_AMOUNT']);
    expect(looked.note).toBe('زيادة مخصصات الأطفال');
    await proposal.refuse({ ...asked, revision: looked.revision, reason: 'لا سند قانونياً للمبلغ' });
    await meet();
    expect(await standing()).toMatchObject({
      ...{ standing: 'refused', decision: { isAccepted: false, reason: 'لا سند قانونياً للمبلغ' } },
    });

    // The office takes it back and sends it again: what was refused was the earlier one.
    await director.package.takeBack({ id, revision: (await standing()).revision });
    await director.package.propose({ id, revision: (await standing()).revision });
    expect((await standing()).decision).toBeNull();
    await meet();
    const again = await proposal.get(asked);
    expect(again.decision).toBeNull();
    expect(await refusalOf(proposal.accept({ ...asked, revision: looked.revision }))).toEqual(['PROPOSAL_CHANGED']);
    const { packageId } = await proposal.accept({ ...asked, revision: again.revision });
    expect(await refusalOf(proposal.accept({ ...asked, revision: again.revision }))).toEqual(['DECIDED_ALREADY']);
    const thrownAway = await desk.admin.regulation.package.get({ id: packageId });
    await meet();
    expect((await standing()).decision).toMatchObject({ isAccepted: true });
    // With the draft that was made of it goes the acceptance: it waits again.
    await desk.admin.regulation.package.remove({ id: packageId, revision: thrownAway.revision });
    await meet();
    expect((await standing()).decision).toBeNull();
    const { packageId: takenId } = await proposal.accept({ ...asked, revision: again.revision });
    const made = await desk.admin.regulation.package.get({ id: takenId });
    expect(made).toMatchObject({ state: 'draft', titleAr: 'مقترح مخصصات الأطفال', firstMonth: first });
    const before = await desk.admin.regulation.package.get({ id: (await seedOf(desk)).id });
    // What the office changed waits for the Ministry's confirmation; everything else stays as confirmed as it was.
    const confirmed = before.lines.filter(({ rule }) => rule.isConfirmed && rule.code !== 'CHILD_AMOUNT').length;
    expect(made.lines.filter(({ rule }) => rule.isConfirmed)).toHaveLength(confirmed);

    await (await publisher(desk.test)).regulation.package.publish({ id: takenId, revision: made.revision });
    await meet();
    expect((await standing()).decision).toMatchObject({ isAccepted: true });
    expect(await refusalOf(director.package.takeBack({ id, revision: (await standing()).revision }))).toContain(
      'DECIDED_ALREADY',
    );
    const listed = await office.admin.regulation.package.list({});
    const ofSeed = listed.filter((row) => row.firstMonth === '2015-11');
    // The office's own copy of the first rules counts for nothing beside the data centre's.
    expect(ofSeed.map((row) => [row.isOfCentre, row.standing]).toSorted()).toEqual([
      [false, 'superseded'],
      [true, 'inForce'],
    ]);
    const [inForce] = packagesInForce(office.test.office.core.database.db);
    expect(inForce).toMatchObject({ id: takenId, firstMonth: first });
    const kinds = (await desk.admin.ministry.act.list({})).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['proposal_accepted', 'proposal_accepted', 'proposal_refused']);
  });

  it('is nobody else’s to see or to decide, and an office alone has nobody to propose to', async () => {
    const id = await drafted('مسودة لا تُرسل');
    await meet();
    const { proposal } = desk.admin.ministry;
    // A draft that was not sent is not shown.
    expect((await proposal.list({})).map((row) => row.id)).not.toContain(id);
    expect(await refusalOf(proposal.get({ office: office.number, id }))).toEqual(['PROPOSAL_GONE']);
    expect(await refusalOf(office.admin.ministry.proposal.list({}))).toEqual(['FORBIDDEN']);
    const { id: own } = await seedOf(desk);
    expect(
      await refusalOf((await publisher(desk.test)).regulation.package.propose({ id: own, revision: 1 })),
    ).toContain('NO_CENTRE');
  });

  it('leaves the data centre as it was when its rules cannot be read there', async () => {
    const id = await drafted('مقترح من إصدار أحدث');
    const director = (await publisher(office.test)).regulation;
    await director.package.propose({ id, revision: (await office.admin.regulation.package.get({ id })).revision });
    await meet();
    // As a newer program of the office could have written it.
    await ministry.rows(`UPDATE regulation_rule SET kind = 'UNKNOWN' WHERE package_id = $1 AND position = 1`, id);
    const { proposal } = desk.admin.ministry;
    const asked = { office: office.number, id };
    const looked = await proposal.get(asked);
    expect(looked).toMatchObject({ differences: [], decision: null });
    expect(looked.unreadableRule).not.toBeNull();
    const revision = (await proposal.list({})).find((row) => row.id === id)?.revision ?? 0;
    const packages = (await desk.admin.regulation.package.list({})).length;
    expect(await refusalOf(proposal.accept({ ...asked, revision }))).toEqual(['PROPOSAL_UNREADABLE']);
    expect(await desk.admin.regulation.package.list({})).toHaveLength(packages);
    await proposal.refuse({ ...asked, revision, reason: 'قاعدة لا نعرفها' });
    expect((await proposal.get(asked)).decision).toMatchObject({ isAccepted: false, reason: 'قاعدة لا نعرفها' });
  });
});

describe('the offices of the ministry', () => {
  it('are known in every office, each below the one that it belongs to', async () => {
    const { ministry: pages } = desk.admin;
    const names = { nameCkb: null, nameEn: null, governorate: 'basra', place: null } as const;
    const above = await pages.office.add({
      ...{ ...names, nameAr: 'المديرية العامة للبلديات', kind: 'general_directorate', parentOffice: null },
    });
    const below = await pages.office.add({
      ...{ ...names, nameAr: 'مديرية بلديات البصرة', kind: 'directorate', parentOffice: above.office },
    });
    await meet();
    const known = (await office.admin.structure.tree.get({})).offices.slice(-2);
    expect(known).toMatchObject([
      { office: above.office, kind: 'general_directorate', parentOffice: null, depth: 0 },
      { office: below.office, kind: 'directorate', parentOffice: above.office, depth: 1 },
    ]);
    const unknown = { ...names, nameAr: 'مديرية ماء البصرة', kind: 'directorate', parentOffice: 90_000 } as const;
    expect(await refusalOf(pages.office.add(unknown))).toEqual(['OFFICE_UNKNOWN']);
  });

  it('are renamed and moved in the tree, known so in every office, and no two open ones have one name', async () => {
    const { ministry: pages } = desk.admin;
    const fields = { nameCkb: null, nameEn: null, governorate: 'wasit', kind: 'directorate', place: null } as const;
    const kut = { ...fields, nameAr: 'بلدية الكوت', parentOffice: null };
    const [first, second] = [
      await pages.office.add(kut),
      await pages.office.add({ ...fields, nameAr: 'بلدية الصويرة', parentOffice: null }),
    ];
    const markOf = async (no: number): Promise<string> => officeMark(await pages.office.get({ office: no }));
    const mark = await markOf(second.office);
    const news = {
      ...{ ...fields, nameAr: 'مديرية بلدية الصويرة', parentOffice: first.office, office: second.office },
      place: { latitude: 32.9256, longitude: 44.7767 },
    };
    await pages.office.change({ ...news, mark });
    await meet();
    expect(
      (await office.admin.structure.tree.get({})).offices.find((each) => each.office === second.office),
    ).toMatchObject({
      ...{ nameAr: 'مديرية بلدية الصويرة', parentOffice: first.office, depth: 1 },
    });
    expect((await pages.act.list({}))[0]).toMatchObject({
      kind: 'office_changed',
      detail: 'nameAr parentOffice place',
    });
    // Somebody else looked at it before that.
    expect(await refusalOf(pages.office.change({ ...news, nameAr: 'قديم', mark }))).toEqual(['OFFICE_CHANGED']);
    const now = await markOf(second.office);
    const acts = (await pages.act.list({})).length;
    await pages.office.change({ ...news, mark: now });
    expect(await pages.act.list({})).toHaveLength(acts);
    expect(await refusalOf(pages.office.change({ ...news, nameAr: 'بلديه الكوت', mark: now }))).toEqual([
      'OFFICE_NAME_TAKEN',
    ]);
    const centre = { ...news, office: 1, mark: '' };
    expect(await refusalOf(pages.office.change(centre))).toEqual(['OFFICE_IS_CENTRE']);
    expect(await pages.office.get({ office: second.office })).toMatchObject({
      ...{ nameAr: 'مديرية بلدية الصويرة', latitude: 32.9256, longitude: 44.7767 },
    });
    await pages.office.close({ office: first.office, isClosed: true });
    await pages.office.add(kut);
    expect(await refusalOf(pages.office.close({ office: first.office, isClosed: false }))).toEqual([
      'OFFICE_NAME_TAKEN',
    ]);
  });

  it('get a name once, also where two clerks register it in the same moment', async () => {
    const { office: pages } = desk.admin.ministry;
    const fields = { nameCkb: null, nameEn: null, governorate: 'wasit', kind: 'directorate', place: null } as const;
    const asked = { ...fields, nameAr: 'بلدية النعمانية', parentOffice: null };
    const [one, other] = await Promise.all([pages.add(asked), refusalOf(pages.add(asked))]);
    expect(other).toEqual(['OFFICE_NAME_TAKEN']);
    expect((await pages.list({})).filter(({ nameAr }) => nameAr === asked.nameAr)).toMatchObject([one]);
  });
});

async function seedOf({ admin }: LinkedOffice): Promise<{ readonly id: string }> {
  const found = (await admin.regulation.package.list({})).find(({ firstMonth }) => firstMonth === '2015-11');
  if (found === undefined) throw new Error('Every office begins with this package.');
  return found;
}
