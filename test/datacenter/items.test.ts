import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { REFERENCE_CHANNEL } from '#kernel/sync/log.ts';
import type { ItemInput } from '#modules/items/contract/index.ts';
import { edition as editionTable, item as itemTable } from '#modules/items/schema.ts';
import { refusalOf } from '../host/harness.ts';
import { publisher } from '../host/publisher.ts';
import { MinistryOfOffices, type LinkedOffice } from './ministry-of-offices.ts';

/** Item codes come down from the data centre whole or not at all; an office proposes, and changes none. */

let ministry: MinistryOfOffices;
let desk: LinkedOffice;
let office: LinkedOffice;

// Of each test its own: the data centre has one office of its own, and one log of it.
beforeEach(async () => {
  ministry = await MinistryOfOffices.open();
  desk = await ministry.desk();
  office = await ministry.office({ employees: 0 });
  await meet();
});

afterEach(async () => {
  await ministry.close();
});

/** The offices speak with the data centre until both sides have everything. */
const meet = (): Promise<void> => ministry.meet(office, desk, office);

const kindCode = '01-01-001';
const item: ItemInput = {
  ...{ nameAr: 'ورق تصوير حجم صغير', nameCkb: null, nameEn: null, synonyms: null, specification: null },
  ...{ externalCode: null, unit: 'REAM', status: 'active', replacedBy: null },
  ...{ hasBatch: false, hasExpiry: false, hasSerial: false, isHazardous: false },
  ...{ isControlled: false, isCustody: false, isCapitalisable: false },
};

async function publish(): Promise<void> {
  const draft = (await desk.admin.items.edition.list()).find(({ state }) => state === 'draft');
  const director = (await publisher(desk.test)).items;
  await director.edition.publish({ id: draft?.id ?? '', revision: draft?.revision ?? 0 });
}

/** What the office shows: the edition and every name in the group. */
async function shown(): Promise<{ readonly version: number | undefined; readonly names: readonly string[] }> {
  const { catalogue, item: items } = office.admin.items;
  const { rows } = await items.list({ group: kindCode });
  return { version: (await catalogue.state()).inForce?.version, names: rows.map(({ nameAr }) => nameAr) };
}

describe('an edition of the data centre', () => {
  it('alone is in force in an office, where nobody writes the catalogue', async () => {
    const { admin } = office;
    expect(await admin.items.catalogue.state()).toMatchObject({
      inForce: { version: 2, isOfCentre: true },
      can: { write: { ok: false, problems: [{ code: 'ITEMS_FROM_CENTRE' }] }, propose: { ok: true } },
    });
    const [first] = (await admin.items.item.list({ group: kindCode })).rows;
    const { id = '', revision = 1 } = first ?? {};
    const { edition, group } = admin.items;
    const [published] = await edition.list();
    const asSeen = { id: published?.id ?? '', revision: published?.revision ?? 0 };
    const names = { nameAr: 'مجموعة', nameCkb: null, nameEn: null };
    const director = (await publisher(office.test)).items;
    const calls: readonly (() => Promise<unknown>)[] = [
      () => admin.items.item.create({ ...item, kindCode }),
      () => admin.items.item.edit({ ...item, id, revision }),
      () => admin.items.item.remove({ id, revision }),
      () => group.create({ ...names, parentCode: null }),
      () => edition.discard(asSeen),
      () => edition.edit({ ...asSeen, note: 'ملاحظة' }),
      () => director.edition.publish(asSeen),
    ];
    for (const call of calls) expect(await refusalOf(call())).toContain('ITEMS_FROM_CENTRE');
  });

  it('is no draft of an office that still has one of its own from before it was linked', async () => {
    const { door } = office.test.office.core;
    const blank = { note: null, hash: null, publishedAt: null, publishedBy: null };
    door.write({ userId: door.newId(0) }, 'items.item.create', (tx) => {
      tx.insert(editionTable, { ...blank, version: 3, state: 'draft' });
    });
    const { code } = await desk.admin.items.item.create({ ...item, kindCode });
    await publish();
    await meet();
    const { item: items, edition, catalogue } = office.admin.items;
    expect((await catalogue.state()).inForce?.version).toBe(3);
    const [arrived] = (await items.list({ search: code })).rows;
    expect(arrived).toMatchObject({ code, edition: 3, isDraft: false });
    const own = (await edition.list()).find(({ state }) => state === 'draft');
    expect(own?.standing).toBe('superseded');
  });

  it('is not shown while it is a draft, nor when the session was cut before the op that publishes it', async () => {
    const before = await shown();
    expect(before.version).toBe(2);
    await desk.admin.items.item.create({ ...item, kindCode });
    const [old] = (await desk.admin.items.item.list({ group: kindCode })).rows;
    await desk.admin.items.item.edit({ ...item, nameAr: 'اسم آخر', id: old?.id ?? '', revision: old?.revision ?? 0 });
    await meet();
    expect(await shown()).toEqual(before);
    expect((await office.admin.items.edition.list()).map(({ state }) => state)).not.toContain('draft');

    await publish();
    await ministry.meet(desk);
    // The line breaks off before the last entry: what comes behind is not there for this session.
    const ofAll = `channel_no = ${REFERENCE_CHANNEL}`;
    const last = `(SELECT last_no FROM channel WHERE ${ofAll})`;
    await ministry.rows(`CREATE TABLE cut_off AS SELECT * FROM channel_entry WHERE ${ofAll} AND no = ${last}`);
    await ministry.rows(
      `DELETE FROM channel_entry e USING cut_off c WHERE e.channel_no = c.channel_no AND e.no = c.no`,
    );
    await ministry.rows(`UPDATE channel SET last_no = last_no - 1 WHERE ${ofAll}`);
    await ministry.meet(office);
    const cutOff = await ministry.rows('SELECT shape || entry AS entry FROM cut_off');
    expect(cutOff.map(({ entry }) => String(entry)).join()).toContain('items_edition');
    expect(await shown()).toEqual(before);

    await ministry.rows(`INSERT INTO channel_entry SELECT * FROM cut_off`);
    await ministry.rows(`UPDATE channel SET last_no = last_no + 1 WHERE ${ofAll}`);
    await ministry.meet(office);
    const after = await shown();
    expect(after.version).toBe(3);
    expect(after.names.toSorted()).toEqual(
      [...before.names.filter((name) => name !== old?.nameAr), 'اسم آخر', item.nameAr].toSorted(),
    );
  });

  it('is not shown while one of its lines is missing, and holds back the ones after it', async () => {
    const before = await shown();
    const { id } = await desk.admin.items.item.create({ ...item, kindCode });
    await publish();
    await desk.admin.items.item.create({ ...item, nameAr: 'ورق تصوير ملون', kindCode });
    await publish();
    await meet();
    const { door, database } = office.test.office.core;
    const row = database.raw.prepare('SELECT seq, created_at, created_by, code FROM items_item WHERE id = ?');
    const kept = row.get(Buffer.from(id.replaceAll('-', ''), 'hex')) as { seq: number; created_at: number };
    door.replicate((replica) => replica.erase('items_item', id));
    expect(await shown()).toEqual(before);
    const awaited = (await office.admin.items.edition.list()).filter(({ standing }) => standing === 'awaited');
    expect(awaited.map(({ version }) => version)).toEqual([4, 3]);

    const line = await desk.admin.items.item.get({ id });
    const columns = modelOf(itemTable).columns.filter(({ isSynced }) => !isSynced);
    const said = new Map<string, unknown>(Object.entries(line));
    const values = Object.fromEntries(columns.map(({ key }) => [key, said.get(key) ?? null]));
    door.replicate((replica) =>
      replica.putImage({
        ...{ table: 'items_item', id, values, ownerOffice: 1, seq: kept.seq, revision: 1, deletedAt: null },
        ...{ createdAt: kept.created_at, createdBy: id, updatedAt: kept.created_at, updatedBy: id },
      }),
    );
    expect((await shown()).version).toBe(4);
  });
});

describe('an item that an office proposes', () => {
  it('is refused with a reason, proposed again, accepted with a code, published, and comes back', async () => {
    const { proposal } = office.admin.items;
    const reason = 'تُطلب كل شهر لشعبة التصاميم';
    const { id } = await proposal.create({ ...item, itemCode: null, kindCode: '01-01-002', reason });
    const standing = () => proposal.get({ id });
    await meet();
    const { itemProposal } = desk.admin.ministry;
    // A draft that was not sent is not shown.
    expect(await itemProposal.list({})).toEqual([]);
    const sent = async () => proposal.propose({ id, revision: (await standing()).revision });
    await sent();
    expect(await refusalOf(proposal.remove({ id, revision: 2 }))).toContain('SENT_ALREADY');
    await meet();

    const asked = { office: office.number, id };
    expect(await itemProposal.list({})).toMatchObject([{ ...asked, nameAr: item.nameAr, reason, decision: null }]);
    const looked = await itemProposal.get(asked);
    expect(looked).toMatchObject({ itemCode: null, kindCode: '01-01-002', proposed: item, inForce: null });
    await itemProposal.refuse({ ...asked, revision: looked.revision, reason: 'الصنف خطأ' });
    await meet();
    expect((await standing()).decision).toMatchObject({ isAccepted: false, reason: 'الصنف خطأ' });

    await proposal.takeBack({ id, revision: (await standing()).revision });
    await sent();
    expect((await standing()).decision).toBeNull();
    await meet();
    const again = await itemProposal.get(asked);
    const accepted = { ...asked, revision: again.revision, kindCode };
    expect(await refusalOf(itemProposal.accept({ ...accepted, revision: looked.revision }))).toEqual([
      'PROPOSAL_CHANGED',
    ]);
    expect(await refusalOf(itemProposal.accept({ ...accepted, kindCode: null }))).toEqual(['KIND_REQUIRED']);
    const { code } = await itemProposal.accept(accepted);
    expect(code).toMatch(/^01-01-001-\d{4}$/);
    expect(await refusalOf(itemProposal.accept(accepted))).toEqual(['DECIDED_ALREADY']);
    await meet();
    expect((await standing()).decision).toMatchObject({ isAccepted: true });
    expect(await refusalOf(proposal.takeBack({ id, revision: (await standing()).revision }))).toContain(
      'DECIDED_ALREADY',
    );
    expect((await shown()).names).not.toContain(item.nameAr);
    await publish();
    await meet();
    expect((await shown()).names).toContain(item.nameAr);
    const found = (await office.admin.items.item.list({ search: code })).rows;
    expect(found).toMatchObject([{ code, nameAr: item.nameAr, edition: 3 }]);
    const kinds = (await desk.admin.ministry.act.list({})).map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['item_accepted', 'item_refused']);
  });

  it('as a change shows what would be otherwise, and writes over nothing in the draft', async () => {
    const { proposal, item: items } = office.admin.items;
    const [old] = (await items.list({ group: kindCode })).rows;
    if (!old) throw new Error('The catalogue has paper.');
    const keys = Object.keys(item) as (keyof ItemInput)[];
    const wording = Object.fromEntries(keys.map((key) => [key, old[key]])) as ItemInput;
    const changed = { ...wording, kindCode: null, reason: 'هكذا يُكتب على الطلب' };
    const { id } = await proposal.create({ ...changed, itemCode: old.code });
    expect(await refusalOf(proposal.propose({ id, revision: 1 }))).toEqual(['NOTHING_PROPOSED']);
    await proposal.edit({ ...changed, status: 'replaced', id, revision: 1 });
    expect(await refusalOf(proposal.propose({ id, revision: 2 }))).toEqual(['REPLACEMENT_MISSING']);
    await proposal.edit({ ...changed, unit: 'CARTON', id, revision: 2 });
    expect((await proposal.get({ id })).differences).toEqual([{ field: 'unit', before: 'REAM', after: 'CARTON' }]);
    await proposal.propose({ id, revision: 3 });
    await meet();

    const { itemProposal } = desk.admin.ministry;
    const asked = { office: office.number, id };
    const { revision, differences } = await itemProposal.get(asked);
    expect(differences).toEqual([{ field: 'unit', before: 'REAM', after: 'CARTON' }]);
    const { items: own } = desk.admin;
    const [line] = (await own.item.list({ group: kindCode })).rows;
    const { id: drafted } = await own.item.edit({ ...wording, nameEn: 'Paper', id: line?.id ?? '', revision: 1 });
    const accept = () => itemProposal.accept({ ...asked, revision, kindCode: null });
    expect(await refusalOf(accept())).toEqual(['ITEM_IN_DRAFT']);
    await own.item.remove({ id: drafted, revision: 1 });
    expect(await accept()).toMatchObject({ code: old.code });
    await publish();
    await meet();
    expect((await items.get({ id: old.id })).unit).toBe('CARTON');
  });

  it('waits again, here and in its office, when its line or the whole draft is thrown away', async () => {
    const { proposal } = office.admin.items;
    const { id } = await proposal.create({ ...item, itemCode: null, kindCode, reason: 'نحتاجها' });
    await proposal.propose({ id, revision: 1 });
    await meet();
    const { itemProposal } = desk.admin.ministry;
    const asked = { office: office.number, id };
    const { items: own } = desk.admin;
    const { revision } = await itemProposal.get(asked);
    const throwings = [
      async (itemId: string) => own.item.remove({ id: itemId, revision: 1 }),
      async () => {
        const draftId = (await own.catalogue.state()).draftId ?? '';
        await own.edition.discard({ id: draftId, revision: (await own.edition.get({ id: draftId })).revision });
      },
    ];
    for (const throwAway of throwings) {
      const { itemId } = await itemProposal.accept({ ...asked, revision, kindCode });
      await meet();
      expect((await proposal.get({ id })).decision).toMatchObject({ isAccepted: true });
      await throwAway(itemId);
      expect((await itemProposal.get(asked)).decision).toBeNull();
      await meet();
      expect((await proposal.get({ id })).decision).toBeNull();
    }
    await itemProposal.accept({ ...asked, revision, kindCode });
    await publish();
    await meet();
    expect((await shown()).names).toContain(item.nameAr);
    expect(await ministry.rows('SELECT count(made_id)::int4 AS made FROM regulation_decision')).toEqual([{ made: 3 }]);
  });

  it('is nobody else’s to see or to decide, and one that cannot be read is refused only', async () => {
    const { proposal } = office.admin.items;
    const { id } = await proposal.create({ ...item, itemCode: null, kindCode, reason: 'نحتاجها' });
    await proposal.propose({ id, revision: 1 });
    await meet();
    expect(await refusalOf(office.admin.ministry.itemProposal.list({}))).toEqual(['FORBIDDEN']);
    const foreign = desk.admin.items.proposal.create({ ...item, itemCode: null, kindCode, reason: 'نحتاجها' });
    expect(await refusalOf(foreign)).toEqual(['NO_CENTRE']);
    // As a newer program of the office could have written it.
    await ministry.rows(`UPDATE items_proposal SET unit = 'PALLET' WHERE id = $1`, id);
    const { itemProposal } = desk.admin.ministry;
    const asked = { office: office.number, id };
    const { proposed, revision } = await itemProposal.get(asked);
    expect(proposed).toBeNull();
    expect(await refusalOf(itemProposal.accept({ ...asked, revision, kindCode }))).toEqual(['ITEM_UNREADABLE']);
    expect((await desk.admin.items.catalogue.state()).draftId).toBeNull();
    await itemProposal.refuse({ ...asked, revision, reason: 'وحدة لا نعرفها' });
    expect((await itemProposal.get(asked)).decision).toMatchObject({ isAccepted: false, reason: 'وحدة لا نعرفها' });
  });
});
