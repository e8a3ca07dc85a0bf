import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { fold } from '#kernel/text/fold.ts';
import { refusal } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import type { ImportContext, Importer } from '#modules/module.ts';
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

function importUser(tx: Tx, { unitCode, ...row }: Row, known: string | undefined): Imported {
  const home = tx.db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.code, unitCode), isNull(unit.deletedAt)))
    .get();
  if (!home) throw refusal('UNIT_UNKNOWN', { code: unitCode }, 'unitCode');
  if (known !== undefined) {
    return { id: known, outcome: tx.update(user, known, { ...row, unitId: home.id }) ? 'updated' : 'same' };
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

interface Imported {
  readonly id: string;
  readonly outcome: 'created' | 'updated' | 'same';
}

/** Names are the same when they fold to the same: folded once here, not once for every row of the sheet. */
function readNames(db: ImportContext['db'], known: Map<string, string>): void {
  const rows = db.select({ id: user.id, userName: user.userName }).from(user).where(isNull(user.deletedAt)).all();
  for (const { id, userName } of rows) known.set(fold(userName), id);
}
