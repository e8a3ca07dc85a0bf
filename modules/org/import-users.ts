import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { fold } from '#kernel/text/fold.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import { changesOf } from '#modules/import.ts';
import type { ImportContext, Imported, Importer } from '#modules/module.ts';
import { insertUser } from './procedures/user.ts';
import { unit, user } from './schema.ts';

const rowSchema = z.object({
  userName: zRequired(40),
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200).default(null),
  nameEn: zOptionalText(200).default(null),
  jobTitle: zOptionalText(120).default(null),
  unitCode: zRequired(30),
});
type Row = z.infer<typeof rowSchema>;

/**
 * Users from a sheet, keyed by user name. A new one gets no password: he cannot sign in until the user manager sets
 * one, so that no sheet of passwords is ever written. Roles are given by a person, not by a sheet.
 */
export const userImporter: Importer<Row> = {
  permission: 'org.user.edit',
  columns: [
    { key: 'userName', isRequired: true, headings: ['اسم المستخدم', 'اسم الدخول', 'user name', 'username', 'login'] },
    {
      key: 'nameAr',
      isRequired: true,
      headings: ['الاسم', 'الاسم الكامل', 'الاسم بالعربية', 'اسم الموظف', 'الاسم الرباعي', 'name'],
    },
    { key: 'nameCkb', isRequired: false, headings: ['الاسم بالكردية', 'الاسم الكردي', 'kurdish name', 'ناوی کوردی'] },
    { key: 'nameEn', isRequired: false, headings: ['الاسم بالإنكليزية', 'الاسم الإنكليزي', 'english name'] },
    { key: 'jobTitle', isRequired: false, headings: ['العنوان الوظيفي', 'المنصب', 'job title', 'title'] },
    { key: 'unitCode', isRequired: true, headings: ['رمز التشكيل', 'رمز القسم', 'unit code', 'unit'] },
  ],
  schema: rowSchema,
  apply: (run, row, { db, known }) => {
    if (known.size === 0) readNames(db, known);
    const name = fold(row.userName);
    const done = run('org.user.import', (tx) => importUser(tx, row, known.get(name)));
    known.set(name, done.id);
    return done.outcome;
  },
};

/** No password hashes to this, so nobody signs in with it. */
const NO_PASSWORD = 'none';

function importUser(tx: Tx, { unitCode, ...row }: Row, known: string | undefined): ImportedUser {
  const home = tx.db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.code, unitCode), isNull(unit.deletedAt)))
    .get();
  if (!home) throw refusal('UNIT_UNKNOWN', { code: unitCode }, 'unitCode');
  if (known !== undefined) {
    const before = toldOf(tx, known);
    // A sheet without a column, or with an empty cell, says nothing about what is known of the user.
    const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    const isChanged = tx.update(user, known, { ...given, unitId: home.id });
    return { id: known, outcome: isChanged ? { updated: changesOf(before, toldOf(tx, known)) } : 'same' };
  }
  const made = {
    ...row,
    unitId: home.id,
    language: 'ar',
    passwordHash: NO_PASSWORD,
    mustChangePassword: true,
  } as const;
  return { id: insertUser(tx, made), outcome: 'created' };
}

interface ImportedUser {
  readonly id: string;
  readonly outcome: Imported;
}

/** A user in the words of a sheet. */
function toldOf(tx: Tx, id: string): Readonly<Record<string, string>> {
  const row = tx.get(user, id);
  return {
    ...{ userName: row.userName, nameAr: row.nameAr, nameCkb: row.nameCkb ?? '', nameEn: row.nameEn ?? '' },
    ...{ jobTitle: row.jobTitle ?? '', unitCode: tx.get(unit, row.unitId).code },
  };
}

/** Names are the same when they fold to the same: folded once here, not once for every row of the sheet. */
function readNames(db: ImportContext['db'], known: Map<string, string>): void {
  const rows = db.select({ id: user.id, userName: user.userName }).from(user).where(isNull(user.deletedAt)).all();
  for (const { id, userName } of rows) known.set(fold(userName), id);
}
