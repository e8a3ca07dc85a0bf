import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { LIST_LIMIT } from '#modules/contract.ts';
import { inForce, itemOf } from '#modules/items/index.ts';
import type { ItemInput } from '#modules/items/contract/index.ts';
import { itemImporter } from '#modules/items/import-items.ts';
import { group as groupTable } from '#modules/items/schema.ts';
import type { Rehearsal } from '#office/contract/index.ts';
import { refusalOf, testOffice, type Client, type TestOffice } from './harness.ts';
import { publisher } from './publisher.ts';

const item: ItemInput = {
  ...{ nameAr: 'مجرفة حديدية', nameCkb: null, nameEn: 'Shovel', synonyms: 'كرك', specification: null },
  ...{ externalCode: 'ع/77', unit: 'PIECE', status: 'active', replacedBy: null },
  ...{ hasBatch: false, hasExpiry: false, hasSerial: false, isHazardous: false },
  ...{ isControlled: false, isCustody: true, isCapitalisable: false },
};
const names = (nameAr: string) => ({ nameAr, nameCkb: null, nameEn: null });

/** The invented office, alone, and its administrator, who writes the catalogue. */
async function office() {
  const test = await testOffice();
  const admin = await test.visitor().signIn('admin');
  return { test, admin, items: admin.items, db: test.office.core.database.db };
}

/** A group of each level, drafted; answers the code of the kind. */
async function kind({ group }: Client['items']): Promise<string> {
  const { code: main } = await group.create({ ...names('العُدد اليدوية'), parentCode: null });
  const { code: sub } = await group.create({ ...names('عُدد الحفر'), parentCode: main });
  return (await group.create({ ...names('المجارف'), parentCode: sub })).code;
}

async function draftOf({ edition }: Client['items']) {
  const draft = (await edition.list()).find(({ state }) => state === 'draft');
  if (!draft) throw new Error('Something was drafted.');
  return draft;
}

/** Somebody else than the drafter puts the draft into force. */
async function publish(test: TestOffice, items: Client['items']): Promise<void> {
  const { id, revision } = await draftOf(items);
  await (await publisher(test)).items.edition.publish({ id, revision });
}

describe('the catalogue of an office that stands alone', () => {
  it('of the demonstration shows what two editions made of it', async () => {
    const { items } = await office();
    const { rows, total } = await items.item.list({});
    expect(total).toBeGreaterThan(40);
    expect(rows.map(({ code }) => code)).toEqual(rows.map(({ code }) => code).toSorted());
    const bulb = rows.find(({ nameAr }) => nameAr === 'مصباح توهج');
    expect(bulb).toMatchObject({ status: 'replaced', edition: 2, isDraft: false });
    expect(rows.find(({ code }) => code === bulb?.replacedBy)?.nameAr).toBe('مصباح موفر للطاقة');
    const { history } = await items.item.get({ id: bulb?.id ?? '' });
    expect(history.map(({ edition, isNew }) => [edition, isNew])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(history[0]?.differences.map(({ field }) => field)).toEqual(['status', 'replacedBy']);
    expect(await items.catalogue.state()).toMatchObject({ inForce: { version: 2, isOfCentre: false }, draftId: null });
  });

  it('is found by code, name, other name and old code, whatever way they are spelled', async () => {
    const { items, admin } = await office();
    const found = async (search: string) => (await items.item.list({ search })).rows.map(({ nameAr }) => nameAr);
    expect(await found('كاز')).toContain('زيت الغاز');
    expect(await found('إسمنت')).toHaveLength(2);
    expect(await found('اسمنت مقاوم')).toEqual(['إسمنت بورتلاندي مقاوم']);
    const [first] = (await items.item.list({ group: '01-01-001' })).rows;
    expect(first?.code).toBe('01-01-001-0001');
    expect(await found('01-01-001-0001')).toEqual([first?.nameAr]);
    expect(await found('م/101')).toEqual([first?.nameAr]);
    // A field to choose from asks for a few, and for the one that is chosen.
    expect(await items.item.list({ search: 'إسمنت', limit: 1 })).toMatchObject({ rows: [{}], total: 2 });
    expect((await items.item.list({ code: '01-01-001-0001' })).rows).toEqual([first]);
    // The search over everything shows of each item the wording that is in force, and no draft.
    await items.item.create({ ...item, kindCode: '01-01-001' });
    const everywhere = async (text: string) =>
      (await admin.platform.record.search({ text })).filter(({ table }) => table === 'items_item');
    expect(await everywhere('مصباح توهج')).toHaveLength(1);
    expect(await everywhere('مجرفة')).toEqual([]);
  });

  it('gives a new item the next code of its kind, and gives no code twice', async () => {
    const { items } = await office();
    const kindCode = await kind(items);
    expect(kindCode).toBe('06-01-001');
    const first = await items.item.create({ ...item, kindCode });
    expect(first.code).toBe('06-01-001-0001');
    const second = await items.item.create({ ...item, nameAr: 'مجرفة عريضة', kindCode });
    const { revision } = await items.item.get({ id: second.id });
    await items.item.remove({ id: second.id, revision });
    const third = await items.item.create({ ...item, nameAr: 'مجرفة طويلة', kindCode });
    expect(third.code).toBe('06-01-001-0003');
    // Nor those of a draft that was thrown away.
    const draft = await draftOf(items);
    await items.edition.discard({ id: draft.id, revision: draft.revision });
    expect((await items.group.list()).map(({ code }) => code)).not.toContain(kindCode);
    expect(await refusalOf(items.item.get({ id: first.id }))).toEqual(['NOT_FOUND']);
    expect(await kind(items)).toBe('07-01-001');
    // The next draft has nothing of it.
    expect((await items.group.list()).map(({ code }) => code)).not.toContain(kindCode);
    expect((await items.item.list({ group: kindCode })).total).toBe(0);
    expect((await draftOf(items)).version).toBe(4);
  });

  it('goes on showing to others what is in force until somebody else than the writer publishes', async () => {
    const { test, items, db } = await office();
    const kindCode = await kind(items);
    const { id, code } = await items.item.create({ ...item, kindCode });
    const clerk = (await test.visitor().signIn('clerk1')).items;
    const before = (await clerk.item.list({})).total;
    expect((await items.item.list({})).total).toBe(before + 1);
    expect(await refusalOf(clerk.item.get({ id }))).toEqual(['NOT_FOUND']);
    expect(itemOf(db, inForce(db), code)).toBeNull();

    const draft = await draftOf(items);
    expect(draft).toMatchObject({ version: 3, lines: 4, hash: null });
    const lines = await items.edition.lines({ id: draft.id });
    expect(lines.map((line) => [line.kind, line.isNew])).toEqual([
      ...[1, 2, 3].map(() => ['group', true]),
      ['item', true],
    ]);
    const asSeen = { id: draft.id, revision: draft.revision };
    expect(await refusalOf(items.edition.publish(asSeen))).toEqual(['PUBLISHER_IS_DRAFTER']);
    await publish(test, items);
    expect((await clerk.item.list({})).total).toBe(before + 1);
    expect(itemOf(db, inForce(db), code)).toMatchObject({ nameAr: 'مجرفة حديدية' });
    expect(await refusalOf(items.edition.edit({ ...asSeen, note: null }))).toEqual(['PUBLISHED_ALREADY']);
    const { id: shown, revision } = await items.item.get({ id });
    expect(await refusalOf(items.item.remove({ id: shown, revision }))).toEqual(['NOT_IN_DRAFT']);
  });

  it('offers to take out of the draft what stands there, and counts the items of a group with those below it', async () => {
    const { items } = await office();
    const [paper] = (await items.item.list({ group: '01-01-001' })).rows;
    const removing = async (id = '') => (await items.item.get({ id })).can.remove;
    expect(await removing(paper?.id)).toMatchObject({ ok: false, problems: [{ code: 'NOT_IN_DRAFT' }] });
    const counted = async () => {
      const groups = new Map((await items.group.list()).map((row) => [row.code, row.items]));
      return ['01', '01-01', '01-01-001'].map((code) => groups.get(code) ?? 0);
    };
    const before = await counted();
    const { id } = await items.item.create({ ...item, kindCode: '01-01-001' });
    expect(await removing(id)).toMatchObject({ ok: true });
    expect(await counted()).toEqual(before.map((each) => each + 1));
  });

  it('shows of an edition so many lines as a list may have, and tells how many there are', async () => {
    const { test, items } = await office();
    await items.item.create({ ...item, kindCode: '01-01-001' });
    const { id, version } = await draftOf(items);
    const { door } = test.office.core;
    for (let at = 0; at < LIST_LIMIT; at += 1_000) {
      door.write({ userId: door.newId(0) }, 'items.group.import', (tx) => {
        for (let no = at; no < at + 1_000; no++) {
          tx.insert(groupTable, { ...names('مجموعة'), code: `09-${no}`, edition: version });
        }
      });
    }
    const lines = await items.edition.lines({ id });
    expect(lines).toHaveLength(LIST_LIMIT);
    expect(lines.filter((line) => line.kind === 'item')).toEqual([]);
    expect(await draftOf(items)).toMatchObject({ lines: LIST_LIMIT + 1 });
  });

  it('words an item anew beside what is in force, one draft at a time', async () => {
    const { test, items } = await office();
    const [paper] = (await items.item.list({ group: '01-01-001' })).rows;
    if (!paper) throw new Error('The invented catalogue has paper.');
    const input = inputOf(paper);
    // Said again as it is, nothing is written.
    await items.item.edit({ ...input, id: paper.id, revision: paper.revision });
    expect((await items.catalogue.state()).draftId).toBeNull();
    const { id } = await items.item.edit({ ...input, synonyms: 'ورق', id: paper.id, revision: paper.revision });
    expect(await items.item.get({ id: paper.id })).toMatchObject({ id, isDraft: true, synonyms: 'ورق' });
    // Whoever still looks at what is in force does not write over it.
    const late = items.item.edit({ ...input, synonyms: 'كاغد', id: paper.id, revision: paper.revision });
    expect(await refusalOf(late)).toEqual(['IN_DRAFT_ALREADY']);
    const lines = await items.edition.lines({ id: (await draftOf(items)).id });
    expect(lines).toMatchObject([
      { code: paper.code, isNew: false, differences: [{ field: 'synonyms', after: 'ورق' }] },
    ]);
    await publish(test, items);
    expect((await items.item.get({ id: paper.id })).history).toHaveLength(2);
    const replaced = items.item.edit({ ...input, status: 'replaced', id, revision: 1 });
    expect(await refusalOf(replaced)).toContain('REPLACEMENT_MISSING');
  });

  it('is written by who has the right, and proposes to nobody', async () => {
    const { test, items } = await office();
    const clerk = (await test.visitor().signIn('clerk1')).items;
    expect(await refusalOf(clerk.item.create({ ...item, kindCode: '01-01-001' }))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(clerk.group.create({ ...names('مجموعة'), parentCode: null }))).toEqual(['FORBIDDEN']);
    const proposed = { ...item, itemCode: null, kindCode: null, reason: 'نحتاجها' };
    expect(await refusalOf(clerk.proposal.create(proposed))).toEqual(['NO_CENTRE']);
    expect(await refusalOf(items.item.create({ ...item, kindCode: '44-01-001' }))).toContain('GROUP_UNKNOWN');
    expect(await refusalOf(items.group.create({ ...names('مجموعة'), parentCode: '44' }))).toEqual(['GROUP_UNKNOWN']);
  });

  it('takes back what was just written in the draft, and nothing of an edition', async () => {
    const { test, admin, items } = await office();
    const before = (await items.item.list({})).total;
    await items.item.create({ ...item, kindCode: '01-01-001' });
    await admin.platform.undo.last({});
    expect((await items.item.list({})).total).toBe(before);
    expect((await items.catalogue.state()).draftId).toBeNull();
    await items.item.create({ ...item, kindCode: '01-01-001' });
    await publish(test, items);
    expect(await refusalOf(admin.platform.undo.last({}))).toEqual(['UNDO_OVERTAKEN']);
    expect((await items.item.list({})).total).toBe(before + 1);
  });
});

describe('a sheet of items', () => {
  it('names a record that a row changes by its code or its old code, which are the first columns', () => {
    expect(itemImporter.columns.slice(0, 2).map(({ key }) => key)).toEqual(['code', 'externalCode']);
  });

  it('is rehearsed row by row, and written into the draft', async () => {
    const { admin, items } = await office();
    const groups = [
      ['رمز المجموعة', 'اسم المجموعة'],
      ['06-01-001', 'المجارف'],
      ['06', 'العُدد اليدوية'],
      ['٠٦-٠١', 'عُدد الحفر'],
      ['09-01', 'بلا أم'],
    ];
    const tried = await brought(admin, 'items.group', groups, 'rehearse');
    expect(tried.result).toMatchObject({ created: 3, rejected: [{ row: 3, problems: [{ code: 'GROUP_UNKNOWN' }] }] });
    await brought(admin, 'items.group', groups.slice(0, 4), 'commit');
    const [paper] = (await items.item.list({ group: '01-01-001' })).rows;
    const sheet = [
      ['الرمز القديم', 'اسم المادة', 'وحدة القياس', 'رمز الصنف', 'ذمة'],
      ['ق/1', 'مجرفة حديدية', 'قطعة', '٠٦-٠١-٠٠١', 'نعم'],
      ['م/101', paper?.nameAr ?? '', 'علبة', '', ''],
      ['ق/2', 'حبل ليفي', 'ذراع', '06-01-001', ''],
      ['ق/3', 'معول', 'عدد', '06-01', ''],
      ['ق/4', 'فأس', 'عدد', '', ''],
    ];
    const { result } = await brought(admin, 'items.item', sheet, 'rehearse');
    expect(result).toMatchObject({ created: 1, updated: 1 });
    expect(result.rejected.map(({ row, problems: [problem] }) => [row, problem?.code, problem?.field])).toEqual([
      [2, 'UNIT_OF_MEASURE', 'unit'],
      [3, 'CODE_LEVEL', 'kindCode'],
      [4, 'VALUE_REQUIRED', 'kindCode'],
    ]);
    expect(result.changed).toMatchObject([{ row: 1, changes: [{ field: 'unit', from: 'رزمة', to: 'علبة' }] }]);
    await brought(admin, 'items.item', sheet.slice(0, 3), 'commit');
    const lines = await items.edition.lines({ id: (await draftOf(items)).id });
    expect(lines.map(({ code, isNew }) => [code, isNew])).toEqual([
      ...['06', '06-01', '06-01-001'].map((code) => [code, true]),
      ['01-01-001-0001', false],
      ['06-01-001-0001', true],
    ]);
    // A second run of the same sheet finds its items by their old codes.
    const again = await brought(admin, 'items.item', sheet.slice(0, 3), 'commit');
    expect(again.result).toMatchObject({ created: 0, updated: 0, same: 2 });
  });

  it('without codes makes its items once: one of the same name, kind and unit is refused with its code', async () => {
    const { test, admin, items } = await office();
    const headings = ['اسم المادة', 'وحدة القياس', 'رمز الصنف', 'الرمز القديم', 'رمز المادة'];
    const sheet = [headings, ['مجرفة حديدية', 'قطعة', '01-01-001'], ['حبل ليفي', 'متر', '01-01-001']];
    expect((await brought(admin, 'items.item', sheet, 'commit')).result).toMatchObject({ created: 2 });
    const twice = async () => {
      const { result } = await brought(admin, 'items.item', sheet, 'rehearse');
      return result.rejected.map(({ row, problems: [problem] }) => [row, problem?.code, problem?.field]);
    };
    const refused = [0, 1].map((row) => [row, 'ITEM_NAMED_ALREADY', 'nameAr']);
    expect(await twice()).toEqual(refused);
    await publish(test, items);
    expect(await twice()).toEqual(refused);
    const [shovel] = (await items.item.list({ search: 'مجرفة' })).rows;

    const { result } = await brought(
      admin,
      'items.item',
      [
        headings,
        // Spelled otherwise it is the same; another unit, kind or name makes another item of it.
        ['مجرفه حديديه', 'عدد', '01-01-001'],
        ['مجرفة حديدية', 'طقم', '01-01-001'],
        ['مجرفة حديدية', 'قطعة', '02-01-001'],
        ['مجرفة خشبية', 'قطعة', '01-01-001'],
        // Twice in one sheet.
        ['مجرفة خشبية', 'قطعة', '01-01-001'],
        // The old list may have had two of one name, but not one that is here without an old code.
        ['معول', 'قطعة', '01-01-001', 'ق/1'],
        ['معول', 'قطعة', '01-01-001', 'ق/2'],
        ['معول', 'قطعة', '01-01-001'],
        ['مجرفة حديدية', 'قطعة', '01-01-001', 'ق/3'],
        // By its code it is changed, and its name is free again.
        ['مجرفة قديمة', 'قطعة', '', '', shovel?.code ?? ''],
        ['مجرفة حديدية', 'قطعة', '01-01-001'],
      ],
      'rehearse',
    );
    expect(result).toMatchObject({ created: 6, updated: 1 });
    expect(result.rejected.map(({ row }) => row)).toEqual([0, 4, 7, 8]);
    expect(result.rejected[0]?.problems).toEqual([
      { code: 'ITEM_NAMED_ALREADY', field: 'nameAr', params: { code: shovel?.code } },
    ]);
  });
});

async function brought(
  { platform }: Client,
  importer: string,
  rows: readonly (readonly string[])[],
  how: 'rehearse' | 'commit',
) {
  const cells = rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String })));
  const bytes = await writeXlsxFile(cells, { rightToLeft: true }).toBuffer();
  const file = new File([new Uint8Array(bytes)], 'الدليل.xlsx');
  const { sheets, mappings } = await platform.import.read({ importer, file });
  const [sheet, mapping] = [sheets[0], mappings[0]];
  if (!sheet || !mapping) throw new Error('The file has a sheet.');
  const { jobId } = await platform.import[how]({ importer, headings: sheet.headings, rows: sheet.rows, mapping });
  for (;;) {
    const job = await platform.job.get({ id: jobId });
    if (job.state !== 'queued' && job.state !== 'running') return { ...job, result: job.result as Rehearsal };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function inputOf(row: ItemInput): ItemInput {
  // The keys are those of an input, each of which a row has.
  return Object.fromEntries(Object.keys(item).map((key) => [key, row[key as keyof ItemInput]])) as ItemInput;
}
