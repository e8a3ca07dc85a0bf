import { z } from 'zod';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import { changesOf } from '#modules/import.ts';
import type { Imported, Importer } from '#modules/module.ts';
import { groupOf, withDraft } from './catalogue.ts';
import { addGroupAs, rewordGroup } from './drafts.ts';
import { levelOf, parentOf } from './rules/codes.ts';

const rowSchema = z.object({
  code: zRequired(9),
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200).default(null),
  nameEn: zOptionalText(200).default(null),
});
type Row = z.infer<typeof rowSchema>;

/** Groups of the catalogue from a sheet, into the draft edition; keyed by code, which the sheet names. */
export const groupImporter: Importer<Row> = {
  permission: 'items.catalogue.edit',
  columns: [
    {
      ...{ key: 'code', isRequired: true, isFolded: true },
      headings: ['رمز المجموعة', 'الرمز', 'الترميز', 'كود', 'code', 'group code'],
    },
    { key: 'nameAr', isRequired: true, headings: ['اسم المجموعة', 'الاسم', 'الاسم العربي', 'المجموعة', 'name'] },
    { key: 'nameCkb', isRequired: false, headings: ['الاسم بالكردية', 'الاسم الكردي', 'kurdish name', 'ناوی کوردی'] },
    { key: 'nameEn', isRequired: false, headings: ['الاسم بالإنكليزية', 'الاسم الانجليزي', 'english name'] },
  ],
  schema: rowSchema,
  // A shorter code is that of a group above: it comes first.
  arrange: (rows) => rows.map((_, index) => index).sort((left, right) => lengthAt(rows, left) - lengthAt(rows, right)),
  apply: (run, row, { office }) => run('items.group.import', (tx) => importGroup(tx, row, office)),
};

function lengthAt(rows: readonly Row[], index: number): number {
  return rows[index]?.code.length ?? 0;
}

function importGroup(tx: Tx, { code, ...names }: Row, office: number): Imported {
  const level = levelOf(code);
  if (level === null || level === 'item') throw refusal('CODE_LEVEL', { code }, 'code');
  const known = groupOf(tx.db, withDraft(tx.db, office), code);
  if (known === null) {
    addGroupAs(tx, { ...names, code, parentCode: parentOf(code) }, office);
    return 'created';
  }
  // An empty cell says nothing about a name that is known.
  const next = { ...names, nameCkb: names.nameCkb ?? known.nameCkb, nameEn: names.nameEn ?? known.nameEn };
  const { nameAr, nameCkb, nameEn } = known;
  if (rewordGroup(tx, code, next, { office }) === null) return 'same';
  return { updated: changesOf(told({ nameAr, nameCkb, nameEn }), told(next)) };
}

function told(names: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([key, value]) => [key, value ?? '']));
}
