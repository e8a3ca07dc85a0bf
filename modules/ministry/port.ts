import type { LocalDate, Month } from '#kernel/date.ts';
import type { LateDecision } from '#kernel/sync/late.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { serviceKey } from '#modules/module.ts';
import type {
  ComponentLine,
  DoubleFilePair,
  DoublePayment,
  FoundPerson,
  HealthView,
  InTransit,
  OfficeDetail,
  OfficeRow,
  PayGrouping,
  OpenOffice,
  PayLine,
  PayQuestion,
} from './contract/index.ts';

/** The data centre, as its own office asks it. It judges no permission: the procedures have done so. */
export interface Ministry {
  /** How the data centre itself stands: what is known, also when its database does not answer. */
  health(): Promise<HealthView>;
  offices(): Promise<readonly OfficeRow[]>;
  office(office: number): Promise<OfficeDetail | null>;
  /** Runs work on the register as it stands, one after the other. */
  inRegister<T>(work: (register: readonly OfficeRow[]) => Promise<T>): Promise<T>;
  /** Of which proposal it is made, the register remembers: a second one of the same answers the first. */
  addOffice(office: OfficeFields, madeOf?: SentProposal): Promise<{ readonly officeNo: number }>;
  /** Answers whether there is such an office as it was looked at. */
  changeOffice(
    office: number,
    change: { readonly looked: OfficeFields; readonly fields: OfficeFields },
  ): Promise<boolean>;
  /** Answers whether there is such an office, as the next two do. */
  setClosed(office: number, isClosed: boolean): Promise<boolean>;
  setFrozen(office: number, isFrozen: boolean): Promise<boolean>;
  revokeDevice(office: number, keyId: string): Promise<boolean>;
  /** Refuses `LATE_GONE`, `LATE_CHANGED` or `LATE_DECIDED`. */
  decideLate(decision: LateDecision): Promise<Verdict>;
  /** Refuses `OFFICE_UNKNOWN` or `OFFICE_CLOSED`. */
  invite(office: number, madeBy: string): Promise<Verdict<{ readonly invitation: string; readonly expiresAt: number }>>;
  /** Refuses the same of the office it goes to, and `DEVICE_UNKNOWN`; then nothing is done. */
  moveDevice(moved: {
    readonly office: number;
    readonly keyId: string;
    readonly to: number;
    readonly movedBy: string;
  }): Promise<Verdict<{ readonly invitation: string; readonly expiresAt: number }>>;
  voidInvitations(office: number): Promise<number>;
  /**
   * Takes the file that the office sent on a stick, and answers the one that goes back. Refuses the codes of
   * `exchangeProblems`, or `DEVICE_UNKNOWN`.
   */
  exchange(office: number, bytes: Uint8Array): Promise<Verdict<ExchangedFile>>;
  payrollMonths(): Promise<readonly Month[]>;
  unfinishedOffices(question: { readonly month: Month }): Promise<readonly OpenOffice[]>;
  /** Both within one governorate or one office where that is asked for. */
  payrollTotals(question: PayQuestion & { readonly by: PayGrouping }): Promise<readonly PayLine[]>;
  payrollComponents(question: PayQuestion & { readonly by: 'ministry' }): Promise<readonly ComponentLine[]>;
  doublePayments(question: { readonly month: Month }): Promise<readonly DoublePayment[]>;
  proposals(): Promise<readonly Omit<Proposal, 'rules'>[]>;
  /** Null when the office has none of that id, or took it back. */
  proposal(question: SentProposal): Promise<Proposal | null>;
  itemProposals(): Promise<readonly Omit<ItemProposal, 'written'>[]>;
  itemProposal(question: SentProposal): Promise<ItemProposal | null>;
  officeProposals(): Promise<readonly Omit<OfficeProposal, 'written' | 'seen'>[]>;
  officeProposal(question: SentProposal): Promise<OfficeProposal | null>;
  /** Which office of the register was made of a proposal; null where none was. */
  officeMadeOf(proposal: SentProposal): Promise<number | null>;
  /** Pairs of files that may be one person's, without the decided ones; and one pair as it stands, or null. */
  doubleFiles(question: {
    readonly today: LocalDate;
    readonly decided: readonly FilePair<'office' | 'employeeId' | 'mark'>[];
  }): Promise<{ readonly pairs: readonly DoubleFilePair[]; readonly hasMore: boolean }>;
  doubleFile(
    question: FilePair<'office' | 'employeeId'> & { readonly today: LocalDate },
  ): Promise<DoubleFilePair | null>;
  /** Whoever is on his way between two offices, the longest first; and how many have been since before a moment. */
  inTransit(): Promise<{ readonly people: readonly Omit<InTransit, 'isOverdue'>[]; readonly hasMore: boolean }>;
  countInTransit(before: number): Promise<number>;
  /** By name, the service of each as it stands on a day. */
  findPeople(question: {
    readonly text: string;
    readonly today: LocalDate;
  }): Promise<{ readonly people: readonly FoundPerson[]; readonly hasMore: boolean }>;
}

/** Two files of two offices, the one of the lower number first. */
export interface FilePair<Side extends keyof DoubleFilePair['first']> {
  readonly first: Pick<DoubleFilePair['first'], Side>;
  readonly second: Pick<DoubleFilePair['first'], Side>;
}

/** A proposal by its office and its id: another office may have a record under the same id. */
interface SentProposal {
  readonly office: number;
  readonly id: string;
}

/** A rule package of an office, as the office wrote it: its rules are judged before they are used. */
export interface Proposal {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly titleAr: string;
  readonly firstMonth: Month;
  readonly note: string | null;
  readonly proposedAt: number;
  readonly rules: readonly {
    readonly position: number;
    readonly kind: string;
    readonly code: string;
    readonly titleAr: string;
    readonly value: unknown;
    readonly source: string;
    readonly article: string | null;
    readonly confidence: string;
    readonly isConfirmed: boolean;
  }[];
}

/** An item as an office wants it, as the office wrote it: what it says is judged before it is used. */
export interface ItemProposal {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  /** The item that is to change; null for a new one. */
  readonly itemCode: string | null;
  readonly kindCode: string | null;
  readonly nameAr: string;
  readonly reason: string;
  readonly proposedAt: number;
  /** The columns of the item, by their names in the program. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** A change of the tree as an office wrote it: what it says is judged before it is used. */
export interface OfficeProposal {
  readonly office: number;
  readonly officeName: string | null;
  readonly id: string;
  readonly revision: number;
  readonly change: string;
  /** The office that is to change; null for a new one. */
  readonly aboutOffice: number | null;
  readonly nameAr: string;
  readonly reason: string;
  readonly proposedAt: number;
  /** The office as it should be, and as its sender saw it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly seen: unknown;
}

interface ExchangedFile {
  readonly reply: Uint8Array;
  /** The last op of the office that the data centre has now. */
  readonly acked: number;
  /** The end of the office's file was missing. */
  readonly isCut: boolean;
  /** The office is stopped: nothing of it was taken. */
  readonly isFrozen: boolean;
}

/** What stands of an office in the register. */
export interface OfficeFields {
  readonly nameAr: string;
  readonly nameCkb: string | null;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly governorate: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly parentNo: number | null;
}

/** Only the data centre's own office has it. */
export const ministryService = serviceKey<Ministry>('ministry');
