import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { fold } from '#kernel/text/fold.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import type { Imported, Importer } from '#modules/module.ts';
import { changesOf, zImportDate, zImportYes } from '#modules/import.ts';
import { unitTypes, type UnitType } from './contract.ts';
import { createUnit, editUnit } from './procedures/unit.ts';
import { unit } from './schema.ts';

/** What offices write in the column "type", folded; the codes themselves are understood too. */
const typeWords: Readonly<Record<string, UnitType>> = {
  وزاره: 'ministry',
  'مديريه عامه': 'general_directorate',
  'دائره عامه': 'general_directorate',
  دائره: 'general_directorate',
  مديريه: 'directorate',
  بلديه: 'directorate',
  قسم: 'department',
  شعبه: 'section',
  وحده: 'unit',
};

const rowSchema = z.object({
  code: zRequired(30),
  parentCode: zOptionalText(30).default(null),
  type: z.string().transform((value, context) => {
    const type = typeWords[value] ?? unitTypes.find((each) => each === value);
    if (type) return type;
    context.addIssue({ code: 'custom', message: 'UNIT_TYPE' });
    return z.NEVER;
  }),
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200).default(null),
  nameEn: zOptionalText(200).default(null),
  validFrom: zImportDate.optional(),
  isPayingEntity: zImportYes.optional(),
});
type Row = z.infer<typeof rowSchema>;

/** Units from a sheet: keyed by code, so that a second run of the same sheet updates and does not double. */
export const unitImporter: Importer<Row> = {
  permission: 'org.unit.edit',
  columns: [
    { key: 'code', isRequired: true, headings: ['الرمز', 'رمز التشكيل', 'كود', 'code', 'کۆد'] },
    {
      key: 'parentCode',
      isRequired: false,
      headings: ['رمز الجهة الأعلى', 'الجهة الأعلى', 'رمز الأب', 'يتبع', 'parent', 'parent code'],
    },
    { key: 'type', isRequired: true, headings: ['النوع', 'نوع التشكيل', 'type', 'جۆر'], isFolded: true },
    {
      key: 'nameAr',
      isRequired: true,
      headings: ['الاسم', 'الاسم العربي', 'الاسم بالعربية', 'اسم التشكيل', 'name', 'arabic name'],
    },
    { key: 'nameCkb', isRequired: false, headings: ['الاسم بالكردية', 'الاسم الكردي', 'kurdish name', 'ناوی کوردی'] },
    {
      key: 'nameEn',
      isRequired: false,
      headings: ['الاسم بالإنكليزية', 'الاسم الإنكليزي', 'الاسم الانجليزي', 'english name'],
    },
    {
      key: 'validFrom',
      isRequired: false,
      isDate: true,
      headings: ['من تاريخ', 'تاريخ الاستحداث', 'valid from', 'from'],
    },
    { key: 'isPayingEntity', isRequired: false, headings: ['جهة صرف', 'وحدة صرف', 'paying entity'] },
  ],
  schema: rowSchema,
  arrange: parentsFirst,
  apply: (run, row, { today }) => run('org.unit.import', (tx) => importUnit(tx, row, today)),
};

function importUnit(tx: Tx, { parentCode, ...row }: Row, today: LocalDate): Imported {
  const known = byCode(tx, row.code);
  const validFrom = row.validFrom ?? known?.validFrom ?? today;
  const parent = parentCode === null ? undefined : byCodeOrName(tx, parentCode);
  if (known) {
    // A sheet without the column, or with an empty cell, says nothing about what a known unit is.
    const patch = {
      ...{ ...row, validFrom, parentId: parent?.id ?? known.parentId },
      nameCkb: row.nameCkb ?? known.nameCkb,
      nameEn: row.nameEn ?? known.nameEn,
      isPayingEntity: row.isPayingEntity ?? known.isPayingEntity,
    };
    if (!editUnit(tx, { id: known.id, patch, today })) return 'same';
    return { updated: changesOf(toldOf(tx, known), toldOf(tx, tx.get(unit, known.id))) };
  }
  const isPayingEntity = row.isPayingEntity ?? false;
  createUnit(tx, { ...row, isPayingEntity, parentId: parent?.id ?? null, validFrom, validTo: null });
  return 'created';
}

/** A unit in the words of a sheet. */
function toldOf(tx: Tx, row: typeof unit.$inferSelect): Readonly<Record<string, string>> {
  return {
    ...{ code: row.code, type: row.type, nameAr: row.nameAr, nameCkb: row.nameCkb ?? '', nameEn: row.nameEn ?? '' },
    parentCode: row.parentId === null ? '' : tx.get(unit, row.parentId).code,
    ...{ validFrom: row.validFrom, isPayingEntity: row.isPayingEntity ? 'نعم' : 'لا' },
  };
}

/** The unit of this code, or the only one of this name. Refuses `UNIT_UNKNOWN`, `UNIT_AMBIGUOUS`. */
function byCodeOrName(tx: Tx, said: string): typeof unit.$inferSelect {
  const coded = byCode(tx, said);
  if (coded) return coded;
  const named = tx.db
    .select()
    .from(unit)
    .where(isNull(unit.deletedAt))
    .all()
    .filter(({ nameAr }) => fold(nameAr) === fold(said));
  const [only, ...others] = named;
  if (only === undefined) throw refusal('UNIT_UNKNOWN', { code: said }, 'parentCode');
  if (others.length > 0) throw refusal('UNIT_AMBIGUOUS', { name: said }, 'parentCode');
  return only;
}

function byCode(tx: Tx, code: string): typeof unit.$inferSelect | undefined {
  return tx.db
    .select()
    .from(unit)
    .where(and(eq(unit.code, code), isNull(unit.deletedAt)))
    .get();
}

/** A parent before its children, whatever the order of the sheet; rings keep the sheet's order and are refused later. */
function parentsFirst(rows: readonly Row[]): readonly number[] {
  const position = new Map([
    ...rows.map((row, index) => [fold(row.nameAr), index] as const),
    ...rows.map((row, index) => [fold(row.code), index] as const),
  ]);
  const order = new Set<number>();
  const visit = (index: number, path: ReadonlySet<number>): void => {
    const row = rows[index];
    if (!row || order.has(index) || path.has(index)) return;
    const parent = row.parentCode === null ? undefined : position.get(fold(row.parentCode));
    if (parent !== undefined) visit(parent, new Set([...path, index]));
    order.add(index);
  };
  rows.forEach((_, index) => visit(index, new Set()));
  return [...order];
}
