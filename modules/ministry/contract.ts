import { z } from 'zod';
import { isMonth, type Month } from '#kernel/date.ts';
import { EXCHANGE_LIMITS, exchangeProblems } from '#kernel/sync/exchange.ts';
import { LATE_LIMITS, type LateState } from '#kernel/sync/late.ts';
import { command, query, zId, zOptionalText, zRequired, zRevision } from '#modules/contract.ts';
import { doubleFileSide } from '#modules/hr/contract/index.ts';
import { fieldDifference, itemFields, zKindCode } from '#modules/items/contract/index.ts';
import { peerKinds } from '#modules/org/contract.ts';
import { proposalDecision, ruleDifference } from '#modules/regulation/contract/index.ts';

/** What people of the data centre may do. In an office without a data centre behind it nobody holds any of these. */
export const permissions = [
  'ministry.office.view',
  'ministry.office.edit',
  'ministry.late.decide',
  'ministry.payroll.view',
  'ministry.person.view',
  'ministry.doubleFile.view',
  'ministry.doubleFile.decide',
  'ministry.proposal.view',
  'ministry.proposal.decide',
  'ministry.itemProposal.view',
  'ministry.itemProposal.decide',
  'ministry.act.view',
] as const;

/** Every refusal of this module; each has its text in `strings.*.json`. */
export const problems = [
  ...(['OFFICE_UNKNOWN', 'OFFICE_CLOSED', 'DEVICE_UNKNOWN', 'SEARCH_TOO_SHORT'] as const),
  ...(['LATE_GONE', 'LATE_CHANGED', 'LATE_DECIDED'] as const),
  ...(['PROPOSAL_GONE', 'PROPOSAL_CHANGED', 'PROPOSAL_UNREADABLE', 'DECIDED_ALREADY'] as const),
  ...(['ITEM_UNREADABLE', 'ITEM_IN_DRAFT', 'ITEM_GONE', 'KIND_REQUIRED'] as const),
  ...(['FILES_NOT_ALIKE', 'FILES_CHANGED', 'FILES_DECIDED', 'FILE_KEPT_UNKNOWN', 'FILE_CLOSES'] as const),
  ...exchangeProblems,
] as const;

const zOffice = z.number().int().min(1).max(100_000);
const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'MONTH');
const whole = z.number().int();
const atOffice = z.strictObject({ office: zOffice });

export const governorates = [
  ...([
    'baghdad',
    'basra',
    'nineveh',
    'erbil',
    'kirkuk',
    'sulaymaniyah',
    'duhok',
    'halabja',
    'anbar',
    'babil',
  ] as const),
  ...(['karbala', 'najaf', 'qadisiyyah', 'diyala', 'dhi_qar', 'maysan', 'muthanna', 'salah_al_din', 'wasit'] as const),
] as const;

export const newOffice = z.strictObject({
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200),
  nameEn: zOptionalText(200),
  kind: z.enum(peerKinds),
  governorate: z.enum(governorates),
  /** The office above it. */
  parentOffice: zOffice.nullable(),
});

const names = { nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() };

/** An office and its log, as the data centre knows them. */
export const officeRow = z.object({
  ...{ office: whole, ...names, kind: z.string(), governorate: z.string().nullable() },
  ...{ latitude: z.number().nullable(), longitude: z.number().nullable() },
  parentOffice: whole.nullable(),
  ...{ isClosed: z.boolean(), hasLog: z.boolean(), isFrozen: z.boolean(), epoch: whole },
  ...{ seq: whole, appliedSeq: whole, durableSeq: whole, held: whole, incidents: whole },
  /** How many PCs have late work on which nobody has decided. */
  lateAsked: whole,
  lastSeenAt: whole.nullable(),
  /** What the office said of itself when it called last. */
  health: z
    .object({
      unsent: whole,
      oldestUnsentAt: whole.nullable(),
      wall: whole,
      restores: whole,
      inbox: whole,
      schema: whole,
      /** The version of its program; earlier ones tell none. */
      program: z.string().optional(),
    })
    .nullable(),
});
export type OfficeRow = z.infer<typeof officeRow>;

const lateStates = ['asked', 'refused', 'wanted', 'stored', 'joined'] as const satisfies readonly LateState[];

/** What an office had sent and is not in the log since the data centre was put back, by name. */
const missingOps = z.object({
  ...{ from: whole, to: whole, named: whole },
  list: z
    .array(
      z.object({
        ...{ seq: whole, command: z.string(), number: z.string().nullable(), at: whole },
        ...{ byName: z.string().nullable(), toOffices: z.array(whole).readonly() },
      }),
    )
    .readonly(),
  others: z.array(z.object({ command: z.string(), count: whole })).readonly(),
});

export const officeDetail = officeRow.extend({
  devices: z
    .array(
      z.object({
        ...{ keyId: z.string(), name: z.string().nullable(), enrolledAt: whole, revokedAt: whole.nullable() },
        /** Its key is over because another PC took its place. */
        isReplaced: z.boolean(),
      }),
    )
    .readonly(),
  /** What replaced PCs had not sent. */
  lateWorks: z
    .array(
      z.object({
        ...{ keyId: z.string(), device: z.string().nullable(), state: z.enum(lateStates) },
        ...{ changes: whole, seq: whole, stored: whole, since: whole.nullable(), announcedAt: whole },
        ...{ decidedAt: whole.nullable(), decidedBy: z.string().nullable(), reason: z.string().nullable() },
      }),
    )
    .readonly(),
  incidentList: z
    .array(z.object({ no: whole, kind: z.string(), at: whole, missing: missingOps.nullable() }))
    .readonly(),
  heldOps: z.array(z.object({ seq: whole, opId: z.string(), reason: z.string(), since: whole })).readonly(),
  codes: z
    .array(
      z.object({
        ...{ madeAt: whole, madeBy: z.string(), expiresAt: whole, usedAt: whole.nullable() },
        ...{ usedBy: z.string().nullable(), isVoid: z.boolean() },
      }),
    )
    .readonly(),
});
export type OfficeDetail = z.infer<typeof officeDetail>;

const payTotals = z.object({
  ...{ employees: whole, gross: whole, deductions: whole, arrears: whole, net: whole, stateShare: whole },
});

export const payGroupings = ['governorate', 'office', 'unit'] as const;
export type PayGrouping = (typeof payGroupings)[number];

const payGroup = {
  ...{ governorate: z.string().nullable(), office: whole.nullable(), officeName: z.string().nullable() },
};

/** What a group was paid in a month, beside the month before. Whole dinars. */
export const payLine = z.object({
  ...{ ...payGroup, unitId: z.string().nullable(), unitName: z.string().nullable() },
  ...{ now: payTotals, before: payTotals },
});
export type PayLine = z.infer<typeof payLine>;

export const componentLine = z.object({
  ...payGroup,
  ...{ side: z.enum(['pay', 'deduction', 'arrears', 'arrears-deduction']), component: z.string() },
  ...{ now: z.object({ slips: whole, amount: whole }), before: z.object({ slips: whole, amount: whole }) },
});
export type ComponentLine = z.infer<typeof componentLine>;

/** One national card that more than one office has paid in a month. */
export const doublePayment = z.object({
  ...{ card: z.string(), net: whole, offices: whole },
  payments: z
    .array(
      z.object({
        ...{
          office: whole,
          officeName: z.string().nullable(),
          employeeId: z.string(),
          fullName: z.string(),
          net: whole,
        },
      }),
    )
    .readonly(),
});
export type DoublePayment = z.infer<typeof doublePayment>;

export const foundPerson = z.object({
  ...{ office: whole, officeName: z.string().nullable(), employeeId: z.string(), fullName: z.string() },
  ...{ motherName: z.string().nullable(), nationalCard: z.string().nullable(), birthDate: z.string().nullable() },
  ...{ employmentKind: z.string(), unitName: z.string().nullable() },
});

/** What was decided on two files that may be one person's: the merge document where they are. */
export const doubleFileDecision = z.object({
  id: zId,
  first: doubleFileSide,
  second: doubleFileSide,
  /** The office whose file stays; null where they are two persons. */
  keepsOffice: whole.nullable(),
  ...{ reason: z.string(), decidedBy: z.string(), decidedAt: whole },
  /** False where the same two files were decided on again. */
  isLatest: z.boolean(),
});
export type DoubleFileDecision = z.infer<typeof doubleFileDecision>;

/** Two files of two offices that may be one person's, and on what ground. */
export const doubleFilePair = z.object({
  ...{ byCard: z.boolean(), byName: z.boolean() },
  ...{ first: doubleFileSide, second: doubleFileSide },
});
export type DoubleFilePair = z.infer<typeof doubleFilePair>;

/** One that waits, with what was decided before one of the files was changed. */
export const doubleFileRow = doubleFilePair.extend({ before: doubleFileDecision.nullable() });
export type DoubleFileRow = z.infer<typeof doubleFileRow>;

/** A person as he is shown: with the offices whose files of him are one with this by a decision. */
export const shownPerson = foundPerson.extend({
  onePersonWith: z.array(z.object({ office: whole, officeName: z.string().nullable() })).max(100),
});
export type FoundPerson = z.infer<typeof foundPerson>;
export type ShownPerson = z.infer<typeof shownPerson>;

/** A rule package that an office proposes, and what was decided on it as it stands. */
export const proposalRow = z.object({
  ...{ office: whole, officeName: z.string().nullable(), id: zId, revision: whole, titleAr: z.string() },
  ...{ firstMonth: zMonth, note: z.string().nullable(), proposedAt: whole, decision: proposalDecision.nullable() },
});
export type ProposalRow = z.infer<typeof proposalRow>;

export const proposalDetail = proposalRow.extend({
  rules: whole,
  /** The package that is in force in its first month, and what would change against it. */
  comparedWith: z.string(),
  differences: z.array(ruleDifference).max(2_000),
  /** The first of its rules that this program cannot read: then nothing is compared, and it can only be refused. */
  unreadableRule: z.string().nullable(),
});
export type ProposalDetail = z.infer<typeof proposalDetail>;

/** A file as it was looked at: one that was changed since is refused. */
const zFile = atOffice.extend({ employeeId: zId, mark: z.string().max(64) });

/** As it was looked at: where its PC has told of more since, it is to be looked at again. */
const atLate = atOffice.extend({ keyId: z.string().max(64), seq: whole });

/** An item that an office proposes: a new one, or another wording of one that is there. */
export const itemProposalRow = z.object({
  ...{ office: whole, officeName: z.string().nullable(), id: zId, revision: whole },
  ...{ itemCode: z.string().nullable(), kindCode: z.string().nullable() },
  ...{ nameAr: z.string(), reason: z.string(), proposedAt: whole, decision: proposalDecision.nullable() },
});
export type ItemProposalRow = z.infer<typeof itemProposalRow>;

export const itemProposalDetail = itemProposalRow.extend({
  /** The item as the office wants it; null where this program cannot read it: then it can only be refused. */
  proposed: z.object(itemFields).nullable(),
  /** The item as it is in force; null for a new one, or where it is gone. */
  inForce: z.object(itemFields).nullable(),
  differences: z.array(fieldDifference).max(50),
});
export type ItemProposalDetail = z.infer<typeof itemProposalDetail>;

const atProposal = atOffice.extend({ id: zId });
/** As it was looked at: one that was changed since is refused. */
const asLookedAt = atProposal.extend({ revision: zRevision });

export const actKinds = [
  ...(['office_added', 'office_closed', 'office_reopened', 'frozen', 'thawed'] as const),
  ...(['invited', 'invitations_voided', 'device_revoked', 'exchanged'] as const),
  ...(['person_searched', 'twice_looked', 'files_looked'] as const),
  ...(['late_taken', 'late_refused'] as const),
  ...(['proposal_accepted', 'proposal_refused', 'item_accepted', 'item_refused'] as const),
  ...(['files_one_person', 'files_two_persons'] as const),
] as const;
export type ActKind = (typeof actKinds)[number];

export const actRow = z.object({
  ...{ id: z.string(), at: whole, byName: z.string(), kind: z.enum(actKinds) },
  ...{ office: whole.nullable(), detail: z.string().nullable() },
});
export type ActRow = z.infer<typeof actRow>;

export const contract = {
  office: {
    list: query('ministry.office.view').output(z.array(officeRow).max(5_000)),
    get: query('ministry.office.view').input(atOffice).output(officeDetail),
    /** Registers an office; it gets the next number, which is never given again. */
    add: command('ministry.office.edit')
      .input(newOffice)
      .output(z.object({ office: whole })),
    /** A closed office gets no invitations any more. */
    close: command('ministry.office.edit')
      .input(atOffice.extend({ isClosed: z.boolean() }))
      .output(z.object({})),
    /** Nothing is taken from a frozen office until somebody has looked at it. */
    freeze: command('ministry.office.edit')
      .input(atOffice.extend({ isFrozen: z.boolean() }))
      .output(z.object({})),
    /** An invitation for one PC, shown once and good for 72 hours; earlier ones are void. */
    invite: command('ministry.office.edit')
      .input(atOffice)
      .output(z.object({ invitation: z.string(), expiresAt: whole })),
    voidInvitations: command('ministry.office.edit').input(atOffice).output(z.object({})),
    /** Stops a PC at once, as after a theft. */
    revoke: command('ministry.office.edit')
      .input(atOffice.extend({ keyId: z.string().max(64) }))
      .output(z.object({})),
    /** Takes the file that the office sent on a stick, as if it had come over the line; answers the one to send back. */
    exchange: command('ministry.office.edit')
      .input(atOffice.extend({ file: z.file().max(EXCHANGE_LIMITS.fileBytes) }))
      .output(z.object({ file: z.file(), acked: whole, isCut: z.boolean() })),
  },
  late: {
    /** The PC sends it, and the office's writer takes it into its log. */
    take: command('ministry.late.decide').input(atLate).output(z.object({})),
    /** It stays where it is; the PC tells the reason. */
    refuse: command('ministry.late.decide')
      .input(atLate.extend({ reason: zRequired(LATE_LIMITS.reason) }))
      .output(z.object({})),
  },
  payroll: {
    /** The months with a locked run, the newest first. */
    months: query('ministry.payroll.view').output(z.array(zMonth).max(240)),
    totals: query('ministry.payroll.view')
      .input(z.strictObject({ month: zMonth, by: z.enum(payGroupings) }))
      .output(z.array(payLine).max(10_000)),
    components: query('ministry.payroll.view')
      .input(z.strictObject({ month: zMonth }))
      .output(z.array(componentLine).max(10_000)),
    /** Cards that two offices have paid in one month: what the unified payroll is there to find. */
    twice: command('ministry.payroll.view')
      .input(z.strictObject({ month: zMonth }))
      .output(z.array(doublePayment).max(1_000)),
  },
  person: {
    /** People of all offices by name or card. Who asked for whom is kept. */
    search: command('ministry.person.view')
      .input(z.strictObject({ text: zRequired(100) }))
      .output(z.object({ people: z.array(shownPerson).max(200), hasMore: z.boolean() })),
  },
  doubleFile: {
    /** How many pairs `list` would show, and nothing of them. */
    waiting: query('ministry.doubleFile.view').output(z.object({ count: whole, hasMore: z.boolean() })),
    /**
     * Files of two offices that may be one person's and wait for a decision; who serves in both stands first. Who looked
     * at them is kept.
     */
    list: command('ministry.doubleFile.view').output(
      z.object({ pairs: z.array(doubleFileRow).max(200), hasMore: z.boolean() }),
    ),
    /** What was decided, the latest first. */
    decided: query('ministry.doubleFile.view').output(z.array(doubleFileDecision).max(1_000)),
    get: query('ministry.doubleFile.view')
      .input(z.strictObject({ id: zId }))
      .output(doubleFileDecision),
    /** Nothing of the files is changed: each of the two offices is told, and closes by its own hand. */
    decide: command('ministry.doubleFile.decide')
      .input(z.strictObject({ first: zFile, second: zFile, keepsOffice: zOffice.nullable(), reason: zRequired(500) }))
      .output(z.object({ id: zId })),
  },
  proposal: {
    /** Rule packages that offices have sent, the newest first. */
    list: query('ministry.proposal.view').output(z.array(proposalRow).max(500)),
    get: query('ministry.proposal.view').input(atProposal).output(proposalDetail),
    /** It becomes a draft of the data centre; the office reads that it was accepted. */
    accept: command('ministry.proposal.decide')
      .input(asLookedAt)
      .output(z.object({ packageId: zId })),
    /** The office reads the reason, and may change and send it again. */
    refuse: command('ministry.proposal.decide')
      .input(asLookedAt.extend({ reason: zRequired(500) }))
      .output(z.object({})),
  },
  itemProposal: {
    /** Items that offices have sent, the newest first. */
    list: query('ministry.itemProposal.view').output(z.array(itemProposalRow).max(500)),
    get: query('ministry.itemProposal.view').input(atProposal).output(itemProposalDetail),
    /** It becomes a line of the draft edition; a new item gets its code in the kind that is chosen here. */
    accept: command('ministry.itemProposal.decide')
      .input(asLookedAt.extend({ kindCode: zKindCode.nullable() }))
      .output(z.object({ itemId: zId, code: z.string() })),
    /** As for rule packages. */
    refuse: command('ministry.itemProposal.decide')
      .input(asLookedAt.extend({ reason: zRequired(500) }))
      .output(z.object({})),
  },
  act: {
    /** Who did what at the data centre, the newest first. */
    list: query('ministry.act.view').output(z.array(actRow).max(1_000)),
  },
};
