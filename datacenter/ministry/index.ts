import type { Pool } from 'pg';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { LateDecision } from '#kernel/sync/late.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { revoke, setFrozen, type Moved } from '#datacenter/protocol/enrol.ts';
import { voidCodes } from '#datacenter/protocol/enrolment-codes.ts';
import { decideLate } from '#datacenter/protocol/late.ts';
import {
  changeOffice,
  setClosed,
  type OfficeChange,
  type OfficeFields,
  type SentProposal,
} from '#datacenter/protocol/offices.ts';
import { exchangeFile, type Exchanged } from '#datacenter/server/exchange.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import { invite, inviteMoved, type MadeInvitation } from '#datacenter/server/upkeep.ts';
import { readOffices, type OfficeStanding } from '#datacenter/storage/registry.ts';
import { doublePayments, type DoublePayment } from './duplicates.ts';
import { doubleFile, doubleFiles, type DecidedPair, type DoubleFilePair, type PairKey } from './double-files.ts';
import { officeDetail, type OfficeDetail } from './office-detail.ts';
import { healthOf, type HealthView } from './health.ts';
import { countInTransit, inTransit, type InTransit } from './in-transit.ts';
import { findPeople, type PeopleFound, type PeopleQuestion } from './people.ts';
import { itemProposal, itemProposals, type ItemProposalRow, type ItemProposalView } from './item-proposals.ts';
import {
  addOfficeOnce,
  officeMadeOf,
  officeProposal,
  officeProposals,
  type OfficeProposalRow,
  type OfficeProposalView,
} from './office-proposals.ts';
import { proposal, proposals, type ProposalView, type ProposedRule } from './proposals.ts';
import {
  payrollComponents,
  payrollMonths,
  unfinishedOffices,
  type OpenOffice,
  payrollTotals,
  type ComponentLine,
  type ComponentQuestion,
  type PayLine,
  type PayQuestion,
} from './payroll.ts';

export type { DoublePayment } from './duplicates.ts';
export type { DecidedPair, DoubleFilePair, PairKey } from './double-files.ts';
export type { HealthView } from './health.ts';
export type { InTransit } from './in-transit.ts';
export type { OfficeDetail } from './office-detail.ts';
export type { PeopleFound } from './people.ts';
export type { ItemProposalView } from './item-proposals.ts';
export type { OfficeProposalView } from './office-proposals.ts';
export type { ProposalView, ProposedRule } from './proposals.ts';
export type { ComponentLine, ComponentQuestion, PayLine, PayQuestion } from './payroll.ts';

/**
 * What the ministry's pages ask and do. It judges no permission and writes no audit: its callers do, before they ask.
 * Every list has a limit.
 */
export interface Ministry {
  /** How the data centre itself stands: what is known, also when PostgreSQL does not answer. */
  health(): Promise<HealthView>;
  /** Every registered office with its log, by number. */
  offices(): Promise<readonly OfficeStanding[]>;
  /** One office with its devices, incidents, held ops and codes; null when there is none. */
  office(office: number): Promise<OfficeDetail | null>;
  /**
   * Runs work on the register as it stands, while no other such work runs: two clerks do not give one name in the same
   * moment. There is one desk; the commands beside it do not wait for it.
   */
  inRegister<T>(work: (register: readonly OfficeStanding[]) => Promise<T>): Promise<T>;
  /** Registers an office under the next number, and remembers of which proposal it is made. */
  addOffice(office: OfficeFields, madeOf?: SentProposal): Promise<{ readonly officeNo: number }>;
  /** Writes what is to stand of an office in the register. Answers whether there is such a one as it was looked at. */
  changeOffice(office: number, change: OfficeChange): Promise<boolean>;
  /** A closed office gets no invitations. Answers whether there is such an office, as the next three do. */
  setClosed(office: number, isClosed: boolean): Promise<boolean>;
  /** A frozen office's log takes nothing until it is thawed. */
  setFrozen(office: number, isFrozen: boolean): Promise<boolean>;
  /** Stops a PC at once. */
  revokeDevice(office: number, keyId: string): Promise<boolean>;
  /** Decides on what a replaced PC had not sent; see `decideLate`. */
  decideLate(decision: LateDecision): Promise<Verdict>;
  /** An invitation for one PC, which is shown once. Refuses `OFFICE_UNKNOWN` or `OFFICE_CLOSED`. */
  invite(office: number, madeBy: string): Promise<Verdict<MadeInvitation>>;
  /** Moves a PC to another office: its device of before is at its end, and an invitation to that one; see `moveDevice`. */
  moveDevice(moved: Moved): Promise<Verdict<MadeInvitation>>;
  /** Makes unused invitations of an office void; answers how many. */
  voidInvitations(office: number): Promise<number>;
  /** Takes an office's file from a stick; see `exchangeFile`. */
  exchange(office: number, bytes: Uint8Array): Promise<Verdict<Exchanged>>;
  /** The months with a locked run, the newest first. */
  payrollMonths(): Promise<readonly Month[]>;
  /** Whose pay of the month is still to come. */
  unfinishedOffices(question: { readonly month: Month }): Promise<readonly OpenOffice[]>;
  payrollTotals(question: PayQuestion): Promise<readonly PayLine[]>;
  payrollComponents(question: ComponentQuestion): Promise<readonly ComponentLine[]>;
  /** Cards that two offices have paid in one month, the largest sums first. */
  doublePayments(question: { readonly month: Month; readonly limit?: number }): Promise<readonly DoublePayment[]>;
  /** Pairs of files that may be one person's, without the decided ones; and one pair as it stands, or null. */
  doubleFiles(question: {
    readonly today: LocalDate;
    readonly decided: readonly DecidedPair[];
  }): Promise<{ readonly pairs: readonly DoubleFilePair[]; readonly hasMore: boolean }>;
  doubleFile(question: PairKey & { readonly today: LocalDate }): Promise<DoubleFilePair | null>;
  /** Rule packages that offices propose, and one of them with its rules. */
  proposals(): Promise<readonly ProposalView[]>;
  proposal(question: {
    readonly office: number;
    readonly id: string;
  }): Promise<(ProposalView & { readonly rules: readonly ProposedRule[] }) | null>;
  /** Items that offices propose, and one of them. */
  itemProposals(): Promise<readonly ItemProposalRow[]>;
  itemProposal(question: { readonly office: number; readonly id: string }): Promise<ItemProposalView | null>;
  /** Changes of the tree that offices propose, one of them, and the office that was made of one. */
  officeProposals(): Promise<readonly OfficeProposalRow[]>;
  officeProposal(question: { readonly office: number; readonly id: string }): Promise<OfficeProposalView | null>;
  officeMadeOf(proposal: SentProposal): Promise<number | null>;
  /** Whoever is on his way between two offices, the longest first; and how many have been since before a moment. */
  inTransit(): Promise<{ readonly people: readonly InTransit[]; readonly hasMore: boolean }>;
  countInTransit(before: number): Promise<number>;
  /** People across the ministry, by the words of a name or by a card number, with their service as it stands. */
  findPeople(question: PeopleQuestion): Promise<PeopleFound>;
}

export interface MinistryOptions {
  readonly opened: Pick<OpenDatacenter, 'ports' | 'certificate' | 'store' | 'exchange' | 'watchPool' | 'migration'>;
  /** Where offices reach the data centre: what invitations carry. */
  readonly address: string;
  /** Where the large reports are read, on pay and people; the data centre's own database unless a replica is given. */
  readonly reports?: Pool;
}

/** The ministry over an open data centre. */
export function openMinistry({ opened, address, reports }: MinistryOptions): Ministry {
  const { ports, store } = opened;
  const { pool } = store;
  const replica = reports ?? pool;
  let before: Promise<unknown> = Promise.resolve();
  return {
    health: healthOf(opened),
    inRegister: (work) => {
      const done = before.then(async () => work(await readOffices(pool)));
      before = done.catch(() => undefined);
      return done;
    },
    offices: () => readOffices(pool),
    office: (office) => officeDetail(pool, office),
    addOffice: (office, madeOf) => addOfficeOnce({ ports, pool }, office, madeOf),
    changeOffice: (office, change) => changeOffice(ports, office, change),
    setClosed: (office, isClosed) => setClosed(ports, office, isClosed),
    setFrozen: (office, isFrozen) => setFrozen(ports, office, isFrozen),
    revokeDevice: (office, keyId) => revoke(ports, office, keyId),
    decideLate: (decision) => decideLate(ports, decision),
    invite: (office, madeBy) => invite(opened, { office, address, madeBy }),
    moveDevice: (moved) => inviteMoved(opened, { ...moved, address }),
    voidInvitations: (office) => voidCodes(ports, office),
    exchange: (office, bytes) => exchangeFile(opened, { office, bytes }),
    payrollMonths: () => payrollMonths(replica),
    unfinishedOffices: (question) => unfinishedOffices(replica, question),
    payrollTotals: (question) => payrollTotals(replica, question),
    payrollComponents: (question) => payrollComponents(replica, question),
    doublePayments: (question) => doublePayments(replica, question),
    doubleFiles: (question) => doubleFiles(replica, question),
    // A decision rests on the files as they stand.
    doubleFile: (question) => doubleFile(pool, question),
    proposals: () => proposals(pool),
    proposal: (question) => proposal(pool, question),
    itemProposals: () => itemProposals(pool),
    itemProposal: (question) => itemProposal(pool, question),
    officeProposals: () => officeProposals(pool),
    officeProposal: (question) => officeProposal(pool, question),
    officeMadeOf: (made) => officeMadeOf(pool, made),
    inTransit: () => inTransit(replica),
    countInTransit: (before) => countInTransit(replica, before),
    // A search is answered from the words that are there: the servers write them after what they apply.
    findPeople: (question) => findPeople(replica, question),
  };
}
