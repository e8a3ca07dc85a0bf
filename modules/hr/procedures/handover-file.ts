import { and, asc, eq, isNull } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { addDays, type LocalDate } from '#kernel/date.ts';
import { among } from '#db/among.ts';
import { demand } from '#db/refusal.ts';
import type { Tx } from '#db/recorder.ts';
import { attachment } from '#modules/files/schema.ts';
import type { Context } from '#modules/module.ts';
import { office, unit } from '#modules/org/schema.ts';
import { employeeFields, handoverFile, SCANS_LIMIT, type HandoverFile, type LastPay } from '../contract/index.ts';
import { factsOfKind } from '../rules/facts-of-kind.ts';
import { holdingOn } from '../rules/facts.ts';
import { factsToCarry } from '../rules/handover.ts';
import { fullNameOf, judgePapers, plainPapers } from '../rules/papers.ts';
import { bankAccount, dependant, employee, employeeNumber, handover, leaveEntry, qualification } from '../schema.ts';
import { addNumber } from './employee.ts';
import { listsOf } from './employee-lists.ts';
import { leaveBalances } from './leave-book.ts';
import { bringFact } from './order-writing.ts';
import { factsOf, type Employee } from './staff.ts';

type Db = Context['db'];

/** The file of an employee as it stands on the eve of a day, for the office that takes him from that day on. */
export function freezeFile(
  { db, office: number }: Pick<Context, 'db' | 'office'>,
  row: Employee,
  { from, lastPay }: { readonly from: LocalDate; readonly lastPay: LastPay | null },
): HandoverFile {
  const facts = factsOf(db, row.id);
  const eve = addDays(from, -1);
  const place = holdingOn(facts, 'PLACE', eve)?.value;
  const { numbers, qualifications, accounts, dependants } = listsOf(db, row.id);
  return {
    office: { number, ...namesOfOffice(db) },
    unitName: db.select({ name: unit.nameAr }).from(unit).where(eq(unit.id, row.unitId)).get()?.name ?? '',
    papers: papersOf(row),
    numbers: numbers.map(withoutId),
    qualifications: qualifications.map(withoutId),
    accounts: accounts.map(withoutId),
    dependants: dependants.map(withoutId),
    ...{ jobTitle: place?.jobTitle ?? null, post: place?.post ?? null },
    service: factsOfKind(facts, 'SERVICE').map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo })),
    facts: [...factsToCarry(facts, from)],
    leaveBalances: leaveBalances(db, [row.id], eve)(row.id).map(({ type, days }) => ({ type, days })),
    lastPay,
    scans: scansOf(db, row.id),
  };
}

/** What another office has frozen; null where this program cannot read it. */
export function readFile(db: Db, id: string): HandoverFile | null {
  return readFiles(db, [id]).get(id) ?? null;
}

/** So many files are read at once: each is long, and others wait. */
export const FILES_AT_ONCE = 100;

/** By handover: the same of many; who cannot be read is not in it. */
export function readFiles(db: Db, ids: readonly string[]): ReadonlyMap<string, HandoverFile> {
  const rows = db.select({ id: handover.id, file: handover.file }).from(handover).where(among(handover.id, ids)).all();
  return new Map(
    rows.flatMap(({ id, file }) => {
      const read = handoverFile.safeParse(file);
      return read.success ? [[id, read.data] as const] : [];
    }),
  );
}

/** How he begins in this office. */
export interface Beginning {
  readonly from: LocalDate;
  readonly unitId: string;
  readonly jobTitle: string | null;
  readonly officeNumber: string | null;
  readonly today: LocalDate;
}

/**
 * Makes the file of who was taken in out of the one that came with him: his papers, what his seniority rests on, and
 * his leave as an opening balance. His service here begins on the day of the handover, so that no month before it can
 * be paid twice.
 */
export function openFile(tx: Tx, file: HandoverFile, beginning: Beginning): string {
  const { from, unitId, today, officeNumber } = beginning;
  const papers = plainPapers(file.papers);
  demand(judgePapers(papers, today));
  tx.get(unit, unitId);
  const employeeId = tx.insert(employee, { ...papers, unitId, fullName: fullNameOf(papers) });
  const eve = addDays(from, -1);
  for (const row of file.numbers) {
    // The number of the other office is one of his past.
    const isOld = row.kind === 'OFFICE';
    const validTo = isOld ? (row.validTo ?? eve) : row.validTo;
    tx.insert(employeeNumber, { ...row, employeeId, kind: isOld ? 'FORMER' : row.kind, validTo });
  }
  if (officeNumber !== null) addNumber(tx, employeeId, officeNumber);
  for (const row of file.qualifications) tx.insert(qualification, { ...row, employeeId });
  for (const row of file.accounts) tx.insert(bankAccount, { ...row, employeeId });
  for (const row of file.dependants) tx.insert(dependant, { ...row, employeeId });
  const of = { orderId: null, employeeId };
  bringFact(tx, of, { kind: 'SERVICE', value: { beganBy: 'TRANSFER', endedBy: null }, from, to: null });
  const jobTitle = beginning.jobTitle ?? file.jobTitle;
  bringFact(tx, of, { kind: 'PLACE', value: { unitId, jobTitle, post: null }, from, to: null });
  for (const brought of file.facts) {
    if (brought.kind !== 'SERVICE' && brought.kind !== 'PLACE') bringFact(tx, of, brought);
  }
  for (const { type, days } of file.leaveBalances) {
    tx.insert(leaveEntry, { employeeId, type, kind: 'OPENING', onDate: eve, days, leaveId: null, note: null });
  }
  for (const scan of file.scans) tx.insert(attachment, { ...scan, table: 'hr_employee', recordId: employeeId });
  return employeeId;
}

/** The files attached to his record, by the hashes of their contents: all of them, or he may not be sent. */
function scansOf(db: Db, employeeId: string): HandoverFile['scans'] {
  const { fileName, contentType, bytes, sha256 } = attachment;
  const scans = db
    .select({ fileName, contentType, bytes, sha256 })
    .from(attachment)
    .where(and(eq(attachment.recordId, employeeId), isNull(attachment.deletedAt)))
    .orderBy(asc(attachment.createdAt))
    .limit(SCANS_LIMIT + 1)
    .all();
  assert(scans.length <= SCANS_LIMIT, 'Who has more scans is refused before his file is frozen.');
  return scans;
}

/** His papers without the unit, which is the office's own. */
function papersOf(row: Employee): HandoverFile['papers'] {
  const keys = Object.keys(employeeFields).filter((key) => key !== 'unitId');
  // The columns of an employee are the fields of his papers and some more.
  return Object.fromEntries(keys.map((key) => [key, row[key as keyof Employee]])) as HandoverFile['papers'];
}

function withoutId<T extends { readonly id: string }>(row: T): Omit<T, 'id'> {
  const { id, ...rest } = row;
  void id;
  return rest;
}

function namesOfOffice(db: Db): Pick<HandoverFile['office'], 'nameAr' | 'nameCkb' | 'nameEn'> {
  const names = { nameAr: office.nameAr, nameCkb: office.nameCkb, nameEn: office.nameEn };
  const found = db.select(names).from(office).where(isNull(office.deletedAt)).get();
  return found ?? { nameAr: '', nameCkb: null, nameEn: null };
}
