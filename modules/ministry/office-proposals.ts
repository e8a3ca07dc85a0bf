import { z } from 'zod';
import { accept, andThen, refuse, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Context } from '#modules/module.ts';
import { decisionOn, judgeUndecided, withDecisions } from '#modules/regulation/index.ts';
import { officeStanding, officeWording, proposedChanges } from '#modules/structure/contract/index.ts';
import {
  changesOf,
  officeDifferences,
  plainStanding,
  stepOf,
  type SentProposal,
  type Step,
} from '#modules/structure/index.ts';
import type { OfficeProposalDetail, OfficeProposalRow, OfficeRow } from './contract/index.ts';
import { asLookedAt, decideAgainst, decideFor, thatIsThere, type Asked, type Decided } from './deciding.ts';
import { makeOfficesKnown, told } from './known-offices.ts';
import type { Ministry, OfficeProposal } from './port.ts';
import { addToRegister, changeInRegister, closeInRegister, type Register } from './register.ts';

const sentProposal = officeWording.omit({ kind: true }).extend({
  change: z.enum(proposedChanges),
  aboutOffice: z.number().int().nullable(),
  // Of a closing the kind may be one that this program does not know, or none.
  kind: officeWording.shape.kind.nullable(),
  seen: officeStanding.nullable(),
});

/** What the offices propose of the tree, with what was decided on each as it stands. */
export async function officeProposalRows(ministry: Ministry, { db }: Context): Promise<OfficeProposalRow[]> {
  const rows = await ministry.officeProposals();
  return withDecisions(db, rows.map(shown));
}

/** One of them beside the office as it stands in the register. Refuses `PROPOSAL_GONE`. */
export async function officeProposalDetail(
  ministry: Ministry,
  { db }: Context,
  asked: Asked,
): Promise<OfficeProposalDetail> {
  const proposal = thatIsThere(await ministry.officeProposal(asked));
  const register = await ministry.offices();
  const sent = readSent(proposal);
  const step = await judgedStep(ministry, proposal, register);
  const standsAs = step.ok && step.value.kind === 'stands' ? step.value.office : null;
  const row = register.find(({ office }) => office === (standsAs ?? proposal.aboutOffice));
  const registered = row === undefined ? null : plainStanding(told(row));
  const seen = sent?.seen ?? null;
  return {
    ...{ ...shown(proposal), decision: decisionOn(db, proposal), registered },
    proposed: sent && proposedOf(sent),
    seen: seen !== null && registered !== null && officeDifferences(seen, registered).length > 0 ? seen : null,
    fits: step.ok ? { ok: true } : step,
    standsAs,
    becomes: step.ok && step.value.kind === 'change' ? step.value.after : null,
  };
}

/**
 * Brings the register to what is proposed, tells the offices, and then answers the proposal: whoever is stopped in between
 * accepts once more, and what stands already is taken as it is. Answers the number of the office. Refuses
 * `PROPOSAL_GONE`, `PROPOSAL_CHANGED`, `DECIDED_ALREADY`, `OFFICE_UNREADABLE`, what `stepOf` does, and what the register
 * does.
 */
export async function acceptOfficeProposal(
  ministry: Ministry,
  context: Context,
  { decidedBy, governorate, ...asked }: Decided & { readonly governorate: string | null },
): Promise<{ readonly about: number }> {
  return ministry.inRegister(async (rows) => {
    const proposal = asLookedAt(await ministry.officeProposal(asked), asked);
    demand(judgeUndecided(context.db, proposal));
    const step = demand(await judgedStep(ministry, proposal, rows));
    const about = await take({ ministry, context, rows }, { proposal, step, governorate });
    await makeOfficesKnown(ministry, context);
    context.write('ministry.officeProposal.accept', (tx) =>
      decideFor(tx, proposal, {
        ...{ decidedBy, noted: { kind: 'office_accepted', detail: proposal.nameAr } },
        make: () => ({ madeId: null }),
      }),
    );
    return { about };
  });
}

/**
 * Refuses a proposal, with the reason that the office reads. Refuses `PROPOSAL_GONE`, `PROPOSAL_CHANGED`,
 * `DECIDED_ALREADY`, and `OFFICE_MADE` where its office stands in the register already: the answer would be untrue.
 */
export async function refuseOfficeProposal(
  ministry: Ministry,
  context: Context,
  { reason, decidedBy, ...asked }: Decided & { readonly reason: string },
): Promise<void> {
  // Not while the register is being brought to it.
  await ministry.inRegister(async () => {
    const proposal = asLookedAt(await ministry.officeProposal(asked), asked);
    demand(judgeUndecided(context.db, proposal));
    const made = await ministry.officeMadeOf(proposal);
    if (made !== null) throw refusal('OFFICE_MADE', { office: made });
    context.write('ministry.officeProposal.refuse', (tx) => {
      decideAgainst(tx, proposal, { decidedBy, reason, noted: { kind: 'office_refused', detail: proposal.nameAr } });
    });
  });
}

interface Taking {
  readonly proposal: OfficeProposal;
  readonly step: Step;
  readonly governorate: string | null;
}

/** Writes one step into the register; answers the number of the office. */
async function take(register: Register, { proposal, step, governorate }: Taking): Promise<number> {
  if (step.kind === 'stands') return step.office;
  const { isClosed, kind, parentOffice: parentNo, ...names } = step.after;
  const before = register.rows.find(({ office }) => office === proposal.aboutOffice);
  if (before === undefined) {
    // Only a kind that the contract knows was read as one to be registered.
    if (kind === null) throw refusal('OFFICE_UNREADABLE', { name: proposal.nameAr });
    const fields = { ...names, kind, parentNo, governorate, latitude: null, longitude: null };
    return addToRegister(register, fields, proposal);
  }
  if (isClosed) await closeInRegister(register, before.office, { isClosed });
  else {
    const { governorate: own, latitude, longitude } = before;
    const fields = { ...names, kind: kind ?? before.kind, parentNo, governorate: own, latitude, longitude };
    await changeInRegister(register, before, fields);
  }
  return before.office;
}

/** What a proposal asks of the register as it stands. A new office that was made of it already stands, whatever it is called by now. */
async function judgedStep(
  ministry: Ministry,
  proposal: OfficeProposal,
  rows: readonly OfficeRow[],
): Promise<Verdict<Step>> {
  const made = await ministry.officeMadeOf(proposal);
  if (made !== null) return accept({ kind: 'stands', office: made });
  return andThen(readable(proposal), (sent) => stepOf(sent, rows.map(told)));
}

function readable(proposal: OfficeProposal): Verdict<SentProposal> {
  const sent = readSent(proposal);
  return sent === null ? refuse('OFFICE_UNREADABLE', { name: proposal.nameAr }) : accept(sent);
}

/** What it says, which another program may have written; null where this one cannot read it. */
function readSent({ change, aboutOffice, written, seen }: OfficeProposal): SentProposal | null {
  const read = sentProposal.safeParse({ ...written, change, aboutOffice, seen });
  if (!read.success) return null;
  const { data } = read;
  const isNew = data.change === 'add';
  // What is new was not seen, and what is to change was; the kind of what is worded is chosen.
  if (isNew !== (data.aboutOffice === null) || isNew !== (data.seen === null)) return null;
  return data.kind === null && data.change !== 'close' ? null : data;
}

/** The office as it should be: of a closing, as it was seen, closed. */
function proposedOf(sent: SentProposal) {
  if (sent.seen === null) return plainStanding({ ...sent, isClosed: false });
  const changed = changesOf(sent.seen, sent).map(({ field, after }) => [field, after]);
  return officeStanding.parse({ ...sent.seen, ...Object.fromEntries(changed) });
}

function shown(proposal: Omit<OfficeProposal, 'written' | 'seen'>) {
  const { office, officeName, id, revision, change, aboutOffice, nameAr, reason, proposedAt } = proposal;
  const row = { office, officeName, id, revision, aboutOffice, nameAr, reason, proposedAt };
  return { ...row, change: proposedChanges.find((each) => each === change) ?? null };
}
