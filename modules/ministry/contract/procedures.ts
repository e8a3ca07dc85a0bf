import { z } from 'zod';
import { EXCHANGE_LIMITS } from '#kernel/sync/exchange.ts';
import { LATE_LIMITS } from '#kernel/sync/late.ts';
import { command, query, zId, zRequired, zRevision, zUsualMonth } from '#modules/contract.ts';
import { zKindCode } from '#modules/items/contract/index.ts';
import { actRow } from './act.ts';
import { healthVerdict, healthView } from './health.ts';
import { governorates, officeDetail, officeFields, officeRow } from './office.ts';
import { componentLine, openOffice, doublePayment, payGroupings, payLine, payQuestion } from './payroll.ts';
import { doubleFileDecision, doubleFileRow, personInTransit, shownPerson } from './person.ts';
import {
  itemProposalDetail,
  itemProposalRow,
  officeProposalDetail,
  officeProposalRow,
  proposalDetail,
  proposalRow,
} from './proposal.ts';
import { atOffice, whole, zMonth, zOffice } from './values.ts';

/** A file as it was looked at: one that was changed since is refused. */
const zFile = atOffice.extend({ employeeId: zId, mark: z.string().max(64) });

/** As it was looked at: where its PC has told of more since, or another has decided, it is to be looked at again. */
const atLate = atOffice.extend({ keyId: z.string().max(64), seq: whole, earlierAt: whole.nullable() });

const atProposal = atOffice.extend({ id: zId });
/** As it was looked at: one that was changed since is refused. */
const asLookedAt = atProposal.extend({ revision: zRevision });

export const contract = {
  office: {
    list: query('ministry.office.view').output(z.array(officeRow).max(5_000)),
    get: query('ministry.office.view').input(atOffice).output(officeDetail),
    /** Registers an office; it gets the next number, which is never given again. */
    add: command('ministry.office.edit')
      .input(officeFields)
      .output(z.object({ office: whole })),
    /** As it was looked at: what another has changed meanwhile is not written over. */
    change: command('ministry.office.edit')
      .input(officeFields.extend({ office: zOffice, mark: z.string().max(2_000) }))
      .output(z.object({})),
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
    /**
     * Moves a PC to another office in one step: it may write here no more, what it had not sent may still be taken in as
     * late work, and an invitation to the other office, as `invite` makes one. A refusal changes nothing; after a fault
     * the PC may be shut out without an invitation, and the same move again makes it good.
     */
    moveDevice: command('ministry.office.edit')
      .input(atOffice.extend({ keyId: z.string().max(64), to: zOffice }))
      .output(z.object({ invitation: z.string(), expiresAt: whole })),
    /** Takes the file that the office sent on a stick, as if it had come over the line; answers the one to send back. */
    exchange: command('ministry.office.edit')
      .input(atOffice.extend({ file: z.file().max(EXCHANGE_LIMITS.fileBytes) }))
      .output(z.object({ file: z.file(), acked: whole, isCut: z.boolean(), isFrozen: z.boolean() })),
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
    /** Whose pay of the month is still to come: what its totals lack. */
    unfinished: query('ministry.payroll.view')
      .input(z.strictObject({ month: zUsualMonth }))
      .output(z.array(openOffice).max(10_000)),
    totals: query('ministry.payroll.view')
      .input(payQuestion.extend({ by: z.enum(payGroupings) }))
      .output(z.array(payLine).max(10_000)),
    components: query('ministry.payroll.view').input(payQuestion).output(z.array(componentLine).max(10_000)),
    /** Cards that two offices have paid in one month: what the unified payroll is there to find. */
    twice: command('ministry.payroll.view')
      .input(z.strictObject({ month: zUsualMonth }))
      .output(z.array(doublePayment).max(1_000)),
  },
  person: {
    /** People of all offices by name or card. Who asked for whom is kept. */
    search: command('ministry.person.view')
      .input(z.strictObject({ text: zRequired(100) }))
      .output(z.object({ people: z.array(shownPerson).max(200), hasMore: z.boolean() })),
    /** Whoever is on his way between two offices, the longest first. Who looked is kept. */
    inTransit: command('ministry.person.view').output(
      z.object({ people: z.array(personInTransit).max(5_000), hasMore: z.boolean() }),
    ),
    /** How many have been for more than a month, and nothing of them. */
    overdue: query('ministry.person.view').output(z.object({ count: whole })),
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
  officeProposal: {
    /** Changes of the tree that offices have sent, the newest first. */
    list: query('ministry.officeProposal.view').output(z.array(officeProposalRow).max(500)),
    get: query('ministry.officeProposal.view').input(atProposal).output(officeProposalDetail),
    /**
     * The register stands so from now on, and every office is told; answers the number of the office. Of a new one the
     * governorate may be written here; the rest is on its page.
     */
    accept: command('ministry.officeProposal.decide')
      .input(asLookedAt.extend({ governorate: z.enum(governorates).nullable() }))
      .output(z.object({ about: whole })),
    /** As for rule packages. */
    refuse: command('ministry.officeProposal.decide')
      .input(asLookedAt.extend({ reason: zRequired(500) }))
      .output(z.object({})),
  },
  health: {
    /** How the data centre itself stands, also when its PostgreSQL does not answer. */
    get: query('ministry.health.view').output(healthView.extend(healthVerdict.shape)),
    /** The verdict alone, for the home page. */
    standing: query('ministry.health.view').output(healthVerdict.pick({ standing: true }).extend({ count: whole })),
  },
  act: {
    /** Who did what at the data centre, the newest first. */
    list: query('ministry.act.view').output(z.array(actRow).max(1_000)),
  },
};
