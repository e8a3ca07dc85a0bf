import { storeTable } from './store.ts';

/** The tables by which people run the offices. `migrations/0003_offices.sql` and those after it make them. */

/** An office of the ministry. Its number is given once and never again. */
export interface OfficeRow {
  readonly officeNo: number;
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly governorate: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly parentNo: number | null;
  readonly isClosed: boolean;
  readonly createdAt: number;
  /** The proposal of which it was made, by its office and its id; null where nobody proposed it. */
  readonly proposalOffice: number | null;
  readonly proposalId: string | null;
}

export const offices = storeTable<OfficeRow>('ministry_office', ['officeNo'], {
  officeNo: 'int4',
  nameAr: 'text',
  nameCkb: 'text',
  nameEn: 'text',
  kind: 'text',
  governorate: 'text',
  latitude: 'float8',
  longitude: 'float8',
  parentNo: 'int4',
  isClosed: 'bool',
  createdAt: 'int8',
  proposalOffice: 'int4',
  proposalId: 'uuid',
});

/** A code by which one PC becomes the writer of an office's log. The code itself is nowhere. */
export interface EnrolmentCodeRow {
  readonly officeNo: number;
  readonly codeHash: string;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  /** The key of the device that used it. */
  readonly usedBy: string | null;
  readonly isVoid: boolean;
}

export const enrolmentCodes = storeTable<EnrolmentCodeRow>('enrolment_code', ['officeNo', 'codeHash'], {
  officeNo: 'int4',
  codeHash: 'text',
  madeAt: 'int8',
  madeBy: 'text',
  expiresAt: 'int8',
  usedAt: 'int8',
  usedBy: 'text',
  isVoid: 'bool',
});

/**
 * Wrong codes for an office from one address. Those for a number that no office has stand under the data centre's own,
 * with that number before the address.
 */
export interface EnrolmentTryRow {
  readonly officeNo: number;
  readonly address: string;
  readonly since: number;
  readonly wrong: number;
}

export const enrolmentTries = storeTable<EnrolmentTryRow>('enrolment_try', ['officeNo', 'address'], {
  officeNo: 'int4',
  address: 'text',
  since: 'int8',
  wrong: 'int4',
});

/** A word of somebody's name, or his card: by it he is found across the ministry. */
export interface PersonWordRow {
  readonly officeNo: number;
  readonly word: string;
  readonly employeeId: string;
  /** With the word for a name and its birth date: the name of the mother as it is compared, or null. */
  readonly mother: string | null;
}

export const personWords = storeTable<PersonWordRow>('person_word', ['officeNo', 'word', 'employeeId'], {
  officeNo: 'int4',
  word: 'text',
  employeeId: 'uuid',
  mother: 'text',
});

/** How far the words follow an office's records. */
export interface PersonCursorRow {
  readonly officeNo: number;
  readonly seq: number;
  readonly appliedSeq: number;
  readonly held: number;
  /** The ops that were held when that was looked at. */
  readonly waiting: readonly number[];
}

export const personCursors = storeTable<PersonCursorRow>('person_cursor', ['officeNo'], {
  officeNo: 'int4',
  seq: 'int8',
  appliedSeq: 'int8',
  held: 'int4',
  waiting: 'jsonb',
});
