import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { DatacenterPorts } from './ports.ts';
import { offices, type OfficeRow } from './registry-tables.ts';
import { self, streams } from './tables.ts';

/** What people write of an office. */
export type OfficeFields = Omit<OfficeRow, 'officeNo' | 'isClosed' | 'createdAt' | 'proposalOffice' | 'proposalId'>;

/** A proposal of an office: another one may have a record under the same id. */
export interface SentProposal {
  readonly office: number;
  readonly id: string;
}

const OFFICE_LIMIT = 100_000;

/**
 * Registers an office and gives it the next number: 2, 3, … A number is never given twice, not even when the database
 * was put back to a day before it was given; the witness knows.
 */
export async function addOffice(
  ports: DatacenterPorts,
  office: OfficeFields,
  madeOf?: SentProposal,
): Promise<OfficeRow> {
  const { store, witness, now } = ports;
  return store.transaction(async (tx) => {
    // Whoever registers holds this line: two servers give two numbers.
    await tx.lock(self, [DATACENTER_OFFICE]);
    let last = Math.max(DATACENTER_OFFICE, witness.lastOffice());
    while (last < OFFICE_LIMIT && ((await tx.get(offices, [last + 1])) ?? (await tx.get(streams, [last + 1]))))
      last += 1;
    const proposed = { proposalOffice: madeOf?.office ?? null, proposalId: madeOf?.id ?? null };
    const row = { ...office, officeNo: last + 1, isClosed: false, createdAt: now(), ...proposed };
    witness.note({ kind: 'office', office: row.officeNo });
    await tx.put(offices, [row]);
    return row;
  });
}

/** What is to stand of an office from now on, and what stood there when somebody looked at it. */
export interface OfficeChange {
  readonly looked: OfficeFields;
  readonly fields: OfficeFields;
}

const fieldsOf = ({ nameAr, nameCkb, nameEn, kind, governorate, latitude, longitude, parentNo }: OfficeFields) => ({
  ...{ nameAr, nameCkb, nameEn, kind, governorate, latitude, longitude, parentNo },
});

/** Writes what is to stand of an office in the register. Answers whether there is such a one as it was looked at. */
export async function changeOffice(
  { store }: DatacenterPorts,
  office: number,
  { looked, fields }: OfficeChange,
): Promise<boolean> {
  return store.transaction(async (tx) => {
    const row = await tx.lock(offices, [office]);
    if (!row || JSON.stringify(fieldsOf(row)) !== JSON.stringify(fieldsOf(looked))) return false;
    await tx.put(offices, [{ ...row, ...fieldsOf(fields) }]);
    return true;
  });
}

/** Closes an office or opens it again: a closed one gets no codes. Answers whether there is such an office. */
export async function setClosed({ store }: DatacenterPorts, office: number, isClosed: boolean): Promise<boolean> {
  return store.transaction(async (tx) => {
    const row = await tx.lock(offices, [office]);
    if (row) await tx.put(offices, [{ ...row, isClosed }]);
    return row !== undefined;
  });
}
