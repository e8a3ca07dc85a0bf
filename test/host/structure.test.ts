import { describe, expect, it } from 'vitest';
import { peer } from '#modules/org/schema.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';
import { numberedOffice } from './numbered-office.ts';

/** An office of the ministry, which has heard of two others and of its own, and proposes changes of the tree. */
async function office() {
  const test = await numberedOffice(7, [1, 7, 8, 9]);
  const admin = await test.visitor().signIn('admin');
  return { test, admin, proposal: admin.structure.proposal };
}

const wording = { nameAr: 'دائرة الشامية', nameCkb: null, nameEn: null, kind: 'office', parentOffice: 8 } as const;
const reason = 'توسّع العمل في القضاء';

/** Another name comes down for an office, as the data centre would have told it. */
function renamed({ office: { core } }: TestOffice, number: number, nameAr: string): void {
  core.door.write(ACTOR, 'ministry.office.makeKnown', (tx) => {
    const row = tx.db
      .select()
      .from(peer)
      .all()
      .find((each) => each.office === number);
    tx.update(peer, row?.id ?? '', { nameAr });
  });
}

async function send({ proposal }: Client['structure'], id: string): Promise<void> {
  const { revision, mark } = await proposal.get({ id });
  await proposal.propose({ id, revision, mark });
}

describe('the tree of the ministry', () => {
  it('stands in an office as it came down, which knows itself in it; in one that stands alone it is empty', async () => {
    const { admin } = await office();
    const { own, offices, can } = await admin.structure.tree.get({});
    expect([own, offices.map((each) => each.office), can.propose]).toEqual([7, [1, 7, 8, 9], { ok: true }]);
    const alone = await (await testOffice()).visitor().signIn('admin');
    expect(await alone.structure.tree.get({})).toMatchObject({
      ...{ own: 0, offices: [], can: { propose: { ok: false, problems: [{ code: 'NO_CENTRE' }] } } },
    });
    const asked = { ...wording, parentOffice: null, reason, aboutOffice: null };
    expect(await refusalOf(alone.structure.proposal.create(asked))).toEqual(['NO_CENTRE']);
  });

  it('is read by whoever reads, and proposed to by whoever may', async () => {
    const { test } = await office();
    const viewer = (await test.visitor().signIn('viewer1')).structure;
    expect((await viewer.tree.get({})).can.propose).toMatchObject({ ok: false, problems: [{ code: 'FORBIDDEN' }] });
    expect(await refusalOf(viewer.proposal.create({ ...wording, reason, aboutOffice: null }))).toEqual(['FORBIDDEN']);
    // Who writes what the office itself consists of, and who heads it: whoever only writes papers reads what they propose.
    const clerk = (await test.visitor().signIn('clerk1')).structure;
    expect((await clerk.tree.get({})).can.propose.ok).toBe(false);
    expect(await refusalOf(clerk.proposal.createClosing({ reason, aboutOffice: 9 }))).toEqual(['FORBIDDEN']);
    const director = (await test.visitor().signIn('director1')).structure;
    expect((await director.tree.get({})).can.propose.ok).toBe(true);
    const organiser = (await test.visitor().signIn('organiser1')).structure;
    const { id } = await organiser.proposal.create({ ...wording, reason, aboutOffice: null });
    expect(await clerk.proposal.list()).toMatchObject([{ id }]);
    expect((await viewer.proposal.get({ id })).can.propose.ok).toBe(false);
    expect(await refusalOf(viewer.proposal.remove({ id, revision: 1 }))).toEqual(['FORBIDDEN']);
  });
});

describe('a proposal about the tree', () => {
  it('is drafted, changed, sent, taken back and removed; what was sent is not changed', async () => {
    const { admin, proposal } = await office();
    const { id } = await proposal.create({ ...wording, reason, aboutOffice: null });
    expect(await proposal.get({ id })).toMatchObject({
      change: 'add',
      state: 'draft',
      compared: null,
      differences: [],
    });
    await proposal.edit({ ...wording, nameEn: 'Shamiya', reason, id, revision: 1 });
    await send(admin.structure, id);
    expect(await refusalOf(proposal.edit({ ...wording, reason, id, revision: 3 }))).toEqual(['SENT_ALREADY']);
    expect(await refusalOf(proposal.remove({ id, revision: 3 }))).toEqual(['SENT_ALREADY']);
    expect(await proposal.list()).toMatchObject([{ id, state: 'proposed', nameEn: 'Shamiya', decision: null }]);
    await proposal.takeBack({ id, revision: 3 });
    expect(await refusalOf(proposal.takeBack({ id, revision: 4 }))).toEqual(['MOVE_NOT_POSSIBLE']);
    await proposal.remove({ id, revision: 4 });
    expect(await proposal.list()).toEqual([]);
    expect(await refusalOf(proposal.get({ id }))).toEqual(['NOT_FOUND']);
  });

  it('is not sent without a reason or a name, nor when the data centre could only refuse it', async () => {
    const { admin, proposal } = await office();
    for (const missing of [{ reason: ' ' }, { nameAr: ' ' }]) {
      const asked = { ...wording, reason, ...missing, aboutOffice: null };
      expect(await refusalOf(proposal.create(asked))).toEqual(['VALUE_REQUIRED']);
    }
    expect(await refusalOf(proposal.create({ ...wording, reason, aboutOffice: 90 }))).toEqual(['OFFICE_UNKNOWN']);
    expect(await refusalOf(proposal.createClosing({ reason, aboutOffice: 1 }))).toEqual(['OFFICE_IS_CENTRE']);
    const taken = await proposal.create({ ...wording, nameAr: 'دائره 9', reason, aboutOffice: null });
    expect(await refusalOf(send(admin.structure, taken.id))).toEqual(['OFFICE_NAME_TAKEN']);
    const same = await proposal.create({ ...wording, nameAr: 'دائرة 9', parentOffice: 9, reason, aboutOffice: 9 });
    expect(await refusalOf(send(admin.structure, same.id))).toEqual(['OFFICE_ABOVE_ITSELF']);
  });

  it('keeps what its sender saw, and is not sent over what has come down since he looked', async () => {
    const { test, admin, proposal } = await office();
    const { id } = await proposal.create({
      ...wording,
      nameAr: 'دائرة عفك',
      parentOffice: null,
      reason,
      aboutOffice: 9,
    });
    const looked = await proposal.get({ id });
    expect(looked.differences.map(({ field }) => field)).toEqual(['nameAr', 'kind']);
    renamed(test, 9, 'دائرة الحمزة');
    expect(await refusalOf(proposal.propose({ id, revision: 1, mark: looked.mark }))).toEqual(['TREE_CHANGED']);
    await send(admin.structure, id);
    renamed(test, 9, 'دائرة السدير');
    expect(await proposal.get({ id })).toMatchObject({
      compared: { nameAr: 'دائرة الحمزة' },
      differences: [{ field: 'nameAr', before: 'دائرة الحمزة', after: 'دائرة عفك' }, { field: 'kind' }],
    });
  });

  it('to close an office says nothing but that, and why', async () => {
    const { admin, proposal } = await office();
    const { id } = await proposal.createClosing({ reason, aboutOffice: 9 });
    expect(await proposal.get({ id })).toMatchObject({
      ...{ change: 'close', nameAr: 'دائرة 9', kind: null },
      differences: [{ field: 'isClosed', before: false, after: true }],
    });
    expect(await refusalOf(proposal.edit({ ...wording, reason, id, revision: 1 }))).toEqual(['IS_CLOSING']);
    await proposal.editReason({ reason: 'دُمجت بدائرة أخرى', id, revision: 1 });
    await send(admin.structure, id);
    expect(await proposal.get({ id })).toMatchObject({ reason: 'دُمجت بدائرة أخرى', state: 'proposed' });
  });
});
