import { z } from 'zod';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import { changesOf, zImportYes } from '#modules/import.ts';
import type { Imported, Importer } from '#modules/module.ts';
import { itemOf, itemsOfOldCode, withDraft } from './catalogue.ts';
import { itemFlags, type ItemFlag, type ItemInput } from './contract/index.ts';
import { addItem, rewordItem } from './drafts.ts';
import type { Item } from './editions.ts';
import { codeOfSame, forgetItem, noteItem, readKind, type CodesByName } from './items-by-name.ts';
import { levelOf } from './rules/codes.ts';
import { itemFieldsInOrder } from './rules/differences.ts';
import { unitOf, wordOfUnit } from './unit-words.ts';

const zUnit = z.string().transform((value, context) => {
  const unit = unitOf(value);
  if (unit !== null) return unit;
  context.addIssue({ code: 'custom', message: 'UNIT_OF_MEASURE' });
  return z.NEVER;
});

const zYes = zImportYes.optional();

const rowSchema = z.object({
  code: zOptionalText(14).default(null),
  kindCode: zOptionalText(9).default(null),
  nameAr: zRequired(200),
  unit: zUnit,
  ...{ externalCode: zOptionalText(40).default(null), synonyms: zOptionalText(500).default(null) },
  specification: zOptionalText(2_000).default(null),
  ...{ nameCkb: zOptionalText(200).default(null), nameEn: zOptionalText(200).default(null) },
  ...{ hasBatch: zYes, hasExpiry: zYes, hasSerial: zYes },
  ...{ isHazardous: zYes, isControlled: zYes, isCustody: zYes, isCapitalisable: zYes },
});
type Row = z.infer<typeof rowSchema>;

/**
 * Items from a sheet, into the draft edition. One that the sheet names by its code, or by its old code, gets another
 * wording where the sheet says something else; any other is new in the kind that the sheet names, unless that has one of
 * the same name and unit.
 */
export const itemImporter: Importer<Row> = {
  permission: 'items.catalogue.edit',
  columns: [
    {
      ...{ key: 'code', isRequired: false, isFolded: true },
      headings: ['رمز المادة', 'الرمز الجديد', 'كود المادة', 'code', 'item code'],
    },
    // Behind the code, so that the dry run can say which known record a row changes.
    {
      ...{ key: 'externalCode', isRequired: false },
      headings: ['الرمز القديم', 'الترميز القديم', 'رقم المادة القديم', 'old code', 'external code'],
    },
    {
      ...{ key: 'kindCode', isRequired: false, isFolded: true },
      headings: ['رمز الصنف', 'رمز المجموعة', 'الصنف', 'المجموعة', 'kind', 'group'],
    },
    { key: 'nameAr', isRequired: true, headings: ['اسم المادة', 'المادة', 'الاسم', 'الاسم العربي', 'name', 'item'] },
    {
      ...{ key: 'unit', isRequired: true, isFolded: true },
      headings: ['وحدة القياس', 'الوحدة', 'وحدة القياس الأساسية', 'unit', 'uom'],
    },
    { key: 'synonyms', isRequired: false, headings: ['أسماء أخرى', 'المرادفات', 'الاسم الدارج', 'synonyms'] },
    { key: 'specification', isRequired: false, headings: ['المواصفات', 'المواصفة', 'الوصف', 'specification'] },
    { key: 'nameCkb', isRequired: false, headings: ['الاسم بالكردية', 'الاسم الكردي', 'kurdish name', 'ناوی کوردی'] },
    { key: 'nameEn', isRequired: false, headings: ['الاسم بالإنكليزية', 'الاسم الانجليزي', 'english name'] },
    { key: 'hasBatch', isRequired: false, headings: ['بالدفعة', 'رقم الدفعة', 'batch'] },
    { key: 'hasExpiry', isRequired: false, headings: ['بتاريخ صلاحية', 'الصلاحية', 'expiry'] },
    { key: 'hasSerial', isRequired: false, headings: ['برقم متسلسل', 'الرقم المتسلسل', 'serial'] },
    { key: 'isHazardous', isRequired: false, headings: ['خطرة', 'مادة خطرة', 'hazardous'] },
    { key: 'isControlled', isRequired: false, headings: ['مراقبة', 'خاضعة للرقابة', 'controlled'] },
    { key: 'isCustody', isRequired: false, headings: ['ذمة', 'تصرف بذمة', 'custody'] },
    { key: 'isCapitalisable', isRequired: false, headings: ['موجود ثابت', 'تُرسمل', 'رأسمالية', 'capitalisable'] },
  ],
  schema: rowSchema,
  apply: (run, row, { office, known }) => {
    const { imported, before, after } = run('items.item.import', (tx) => importItem(tx, row, { office, known }));
    // Only now: what a refused row would have written is taken back.
    if (before !== null) forgetItem(known, before);
    noteItem(known, after);
    return imported;
  },
};

interface ImportedItem {
  readonly imported: Imported;
  readonly before: Item | null;
  readonly after: ItemInput & { readonly code: string };
}

interface Run {
  readonly office: number;
  readonly known: CodesByName;
}

function importItem(tx: Tx, row: Row, { office, known }: Run): ImportedItem {
  const before = knownItem(tx, row, office);
  const next = wordingOf(row, before);
  if (before === null) {
    const code = addNew(tx, row.kindCode, next, { office, known });
    return { imported: 'created', before, after: { ...next, code } };
  }
  const { code } = before;
  const isReworded = rewordItem(tx, code, next, { office }) !== null;
  const imported = isReworded ? { updated: changesOf(told(before), told(next)) } : 'same';
  return { imported, before, after: { ...next, code } };
}

/** Refuses `VALUE_REQUIRED`, `CODE_LEVEL`, `ITEM_NAMED_ALREADY` and what `addItem` refuses. */
function addNew(tx: Tx, kindCode: string | null, written: ItemInput, { office, known }: Run): string {
  if (kindCode === null) throw refusal('VALUE_REQUIRED', undefined, 'kindCode');
  if (levelOf(kindCode) !== 'kind') throw refusal('CODE_LEVEL', { code: kindCode }, 'kindCode');
  readKind(tx.db, withDraft(tx.db, office), kindCode, known);
  const same = codeOfSame(known, kindCode, written);
  if (same !== null) throw refusal('ITEM_NAMED_ALREADY', { code: same }, 'nameAr');
  return addItem(tx, kindCode, written, office).code;
}

/** The item of this code, or the only one of this old code. Refuses `CODE_UNKNOWN`, `ITEM_AMBIGUOUS`. */
function knownItem(tx: Tx, { code, externalCode }: Row, office: number): Item | null {
  const asOf = withDraft(tx.db, office);
  if (code !== null) {
    const coded = itemOf(tx.db, asOf, code);
    if (coded === null) throw refusal('CODE_UNKNOWN', { code }, 'code');
    return coded;
  }
  if (externalCode === null) return null;
  const [only, ...others] = itemsOfOldCode(tx.db, asOf, externalCode);
  if (others.length > 0) throw refusal('ITEM_AMBIGUOUS', { code: externalCode }, 'externalCode');
  return only ?? null;
}

/** What a row says of an item; an empty cell says nothing about what is known. */
function wordingOf(row: Row, known: Item | null): ItemInput {
  return {
    ...{ nameAr: row.nameAr, unit: row.unit },
    ...{ nameCkb: row.nameCkb ?? known?.nameCkb ?? null, nameEn: row.nameEn ?? known?.nameEn ?? null },
    ...{
      synonyms: row.synonyms ?? known?.synonyms ?? null,
      externalCode: row.externalCode ?? known?.externalCode ?? null,
    },
    specification: row.specification ?? known?.specification ?? null,
    ...(Object.fromEntries(itemFlags.map((flag) => [flag, row[flag] ?? known?.[flag] ?? false])) as Record<
      ItemFlag,
      boolean
    >),
    ...{ status: known?.status ?? 'active', replacedBy: known?.replacedBy ?? null },
  };
}

/** An item in the words of a sheet. */
function told(row: ItemInput): Readonly<Record<string, string>> {
  return Object.fromEntries(
    itemFieldsInOrder.map((field) => {
      const value = field === 'unit' ? wordOfUnit(row.unit) : row[field];
      return [field, typeof value === 'boolean' ? (value ? 'نعم' : 'لا') : (value ?? '')];
    }),
  );
}
