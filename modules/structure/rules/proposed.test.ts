import { describe, expect, it } from 'vitest';
import { changesOf, judgeProposed, stepOf, treeMark, type Proposed, type TreeOffice } from './proposed.ts';

const office = (no: number, nameAr: string, rest: Partial<TreeOffice> = {}): TreeOffice => ({
  ...{ office: no, nameAr, nameCkb: null, nameEn: null, kind: 'directorate', parentOffice: null, isClosed: false },
  ...rest,
});

const hilla = office(3, 'بلدية الحلة', { parentOffice: 2 });
const qasim = office(4, 'بلدية القاسم', { parentOffice: 3 });
const closed = office(5, 'بلدية المدحتية', { parentOffice: 2, isClosed: true });
const tree = [office(1, 'مركز البيانات', { kind: null }), office(2, 'مديرية بلديات بابل'), hilla, qasim, closed];

const wording = { nameAr: 'بلدية الكفل', nameCkb: null, nameEn: null, kind: 'office', parentOffice: 2 } as const;
const added = (rest: Partial<Proposed> = {}): Proposed => ({ ...wording, change: 'add', aboutOffice: null, ...rest });
const ofHilla = (rest: Partial<Proposed> = {}): Proposed => ({ ...hilla, change: 'reword', aboutOffice: 3, ...rest });
const closing = (of: TreeOffice): Proposed => ({ ...of, change: 'close', aboutOffice: of.office });
const accepted = { ok: true, value: undefined };

describe('a proposal about the tree', () => {
  it.each([
    ['a new office below another', added()],
    ['a new office below none', added({ parentOffice: null })],
    ['a new office under the name of a closed one', added({ nameAr: 'بلدية المدحتية' })],
    ['another name', ofHilla({ nameAr: 'مديرية بلدية الحلة' })],
    ['another spelling of its own name', ofHilla({ nameAr: 'بلديه الحله' })],
    ['another kind', ofHilla({ kind: 'office' })],
    ['another office above it', ofHilla({ parentOffice: null })],
    ['a closing', closing(hilla)],
  ])('may ask for %s', (_, proposed) => {
    expect(judgeProposed(proposed, tree)).toEqual(accepted);
  });

  it.each([
    ['the name of another open one', added({ nameAr: 'بلديه القاسم' }), 'OFFICE_NAME_TAKEN', 'nameAr'],
    ['one above it that is not there', added({ parentOffice: 90 }), 'OFFICE_UNKNOWN', 'parentOffice'],
    ['a closed one above a new one', added({ parentOffice: 5 }), 'PARENT_CLOSED', 'parentOffice'],
    ['a closed one above it', ofHilla({ parentOffice: 5 }), 'PARENT_CLOSED', 'parentOffice'],
    ['itself above it', ofHilla({ parentOffice: 3 }), 'OFFICE_ABOVE_ITSELF', 'parentOffice'],
    ['what lies below it above it', ofHilla({ parentOffice: 4 }), 'OFFICE_ABOVE_ITSELF', 'parentOffice'],
    ['nothing', ofHilla(), 'NOTHING_PROPOSED', undefined],
    [
      'another wording of a closed one',
      { ...ofHilla({ nameAr: 'آخر' }), aboutOffice: 5 },
      'OFFICE_IS_CLOSED',
      undefined,
    ],
    ['the closing of a closed one', closing(closed), 'OFFICE_IS_CLOSED', undefined],
    ['the closing of one that is not there', closing(office(90, 'غير معروفة')), 'OFFICE_UNKNOWN', undefined],
    ['another wording of the data centre', { ...ofHilla(), aboutOffice: 1 }, 'OFFICE_IS_CENTRE', undefined],
    ['the closing of the data centre', closing(office(1, 'مركز البيانات')), 'OFFICE_IS_CENTRE', undefined],
  ])('may not ask for %s', (_, proposed, code, field) => {
    expect(judgeProposed(proposed, tree)).toMatchObject({ ok: false, problems: [{ code, ...(field && { field }) }] });
  });

  it('that leaves a closed office above as it is may ask for another name', () => {
    const below = office(6, 'بلدية النيل', { parentOffice: 5 });
    const proposed = { ...below, change: 'reword', aboutOffice: 6, nameAr: 'بلدية مدينة النيل' } as const;
    expect(judgeProposed(proposed, [...tree, below])).toEqual(accepted);
  });

  it('tells what it changes, and a closing nothing but that', () => {
    expect(changesOf(hilla, ofHilla({ nameEn: 'Hilla', parentOffice: null }))).toEqual([
      { field: 'nameEn', before: null, after: 'Hilla' },
      { field: 'parentOffice', before: 2, after: null },
    ]);
    const renamed = { ...hilla, nameAr: 'اسم آخر' };
    expect(changesOf(renamed, closing(hilla))).toEqual([{ field: 'isClosed', before: false, after: true }]);
  });

  it('is sent with the office as it was looked at, and whatever changes of it makes another mark', () => {
    expect(treeMark(hilla)).toBe(treeMark({ ...hilla }));
    const others = [{ nameCkb: 'حیللە' }, { kind: null }, { parentOffice: 4 }, { isClosed: true }];
    expect(
      new Set([treeMark(null), treeMark(hilla), ...others.map((each) => treeMark({ ...hilla, ...each }))]).size,
    ).toBe(6);
  });
});

describe('what a proposal asks of the register', () => {
  const renaming = { ...ofHilla({ nameAr: 'مديرية بلدية الحلة' }), seen: hilla };
  const registered = (now: TreeOffice): readonly TreeOffice[] =>
    tree.map((each) => (each.office === now.office ? now : each));

  it('is the change that was wanted, and nothing of what others have changed since', () => {
    const moved = { ...hilla, parentOffice: null, nameCkb: 'حیللە' };
    expect(stepOf(renaming, registered(moved))).toMatchObject({
      ok: true,
      value: { kind: 'change', after: { nameAr: 'مديرية بلدية الحلة', nameCkb: 'حیللە', parentOffice: null } },
    });
  });

  it('is nothing where the office stands so already, also where it has been changed otherwise since', () => {
    const done = { ...hilla, nameAr: 'مديرية بلدية الحلة', nameEn: 'Hilla' };
    expect(stepOf(renaming, registered(done))).toEqual({ ok: true, value: { kind: 'stands', office: 3 } });
    const shut = registered({ ...hilla, isClosed: true });
    expect(stepOf({ ...closing(hilla), seen: hilla }, shut)).toEqual({
      ok: true,
      value: { kind: 'stands', office: 3 },
    });
    const made = office(6, wording.nameAr, { kind: 'office', parentOffice: 2 });
    expect(stepOf({ ...added(), seen: null }, [...tree, made])).toEqual({
      ok: true,
      value: { kind: 'stands', office: 6 },
    });
  });

  it.each([
    ['another has changed the very same', registered({ ...hilla, nameAr: 'بلدية الحلة الكبرى' }), 'OFFICE_OVERTAKEN'],
    ['the office was closed since', registered({ ...hilla, isClosed: true }), 'OFFICE_IS_CLOSED'],
    ['another bears the name by now', [...tree, office(6, 'مديريه بلديه الحله')], 'OFFICE_NAME_TAKEN'],
    ['the office is gone', tree.filter((each) => each.office !== 3), 'OFFICE_UNKNOWN'],
  ])('is refused where %s', (_, register, code) => {
    expect(stepOf(renaming, register)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it('is refused for a new office where one of its name is of another kind, or the one above was closed', () => {
    const made = office(6, wording.nameAr, { kind: 'directorate', parentOffice: 2 });
    expect(stepOf({ ...added(), seen: null }, [...tree, made])).toMatchObject({
      problems: [{ code: 'OFFICE_NAME_TAKEN' }],
    });
    const shut = registered(office(2, 'مديرية بلديات بابل', { isClosed: true }));
    expect(stepOf({ ...added(), seen: null }, shut)).toMatchObject({ problems: [{ code: 'PARENT_CLOSED' }] });
  });

  it('is refused for two that would stand above each other in the end', () => {
    const up = { ...qasim, change: 'reword', aboutOffice: 4, parentOffice: null, seen: qasim } as const;
    const first = stepOf(up, tree);
    expect(first).toMatchObject({ value: { kind: 'change', after: { parentOffice: null } } });
    const below = { ...ofHilla({ parentOffice: 4 }), seen: hilla };
    // While the one is below the other still.
    expect(stepOf(below, tree)).toMatchObject({ problems: [{ code: 'OFFICE_ABOVE_ITSELF' }] });
    expect(stepOf(below, registered({ ...qasim, parentOffice: null }))).toMatchObject({ value: { kind: 'change' } });
  });
});
