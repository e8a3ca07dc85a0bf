import type { Month } from '#kernel/date.ts';
import { demand, refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Context } from '#modules/module.ts';
import { zRule, type Rule } from '#modules/regulation/contract/index.ts';
import {
  decisionOn,
  differencesOf,
  insertDraft,
  judgeUndecided,
  packageOfMonth,
  packagesInForce,
  recordsIn,
} from '#modules/regulation/index.ts';
import { decision } from '#modules/regulation/schema.ts';
import type { ProposalDetail, ProposalRow } from './contract.ts';
import type { Ministry, Proposal } from './port.ts';
import { act } from './schema.ts';

interface Asked {
  readonly office: number;
  readonly id: string;
}

/** What the offices propose, with what was decided on each as it stands. */
export async function proposalRows(ministry: Ministry, { db }: Context): Promise<ProposalRow[]> {
  const rows = await ministry.proposals();
  return rows.map((row) => ({ ...row, decision: decisionOn(db, row) }));
}

/** One proposal beside the rules that its first month has now. Refuses `PROPOSAL_GONE`. */
export async function proposalDetail(ministry: Ministry, { db }: Context, asked: Asked): Promise<ProposalDetail> {
  const { rules: proposed, ...row } = await found(ministry, asked);
  const now = packageOfMonth(packagesInForce(db), row.firstMonth);
  const read = readRules(proposed);
  return {
    ...{ ...row, decision: decisionOn(db, row), rules: proposed.length, comparedWith: now.titleAr },
    differences: 'rules' in read ? [...differencesOf(now.rules, read.rules)] : [],
    unreadableRule: 'rules' in read ? null : read.unreadable,
  };
}

/** What is decided: the proposal as it was looked at, and by whom. */
interface DecidedProposal extends Asked {
  readonly revision: number;
  readonly decidedBy: string;
}

/**
 * Takes a proposal over as a draft of the data centre, which is tried and published like any other; answers its id.
 * Refuses `PROPOSAL_GONE`, `PROPOSAL_CHANGED`, `PROPOSAL_UNREADABLE` or `DECIDED_ALREADY`.
 */
export async function acceptProposal(
  ministry: Ministry,
  context: Context,
  { decidedBy, ...asked }: DecidedProposal,
): Promise<{ readonly id: string }> {
  const proposal = await looked(ministry, asked);
  const { code, titleAr, firstMonth, note, rules: proposed } = proposal;
  const rules = rulesOf(proposed);
  const confirmed = confirmationsOf(context, firstMonth, rules);
  return context.write('ministry.proposal.accept', (tx) => {
    demand(judgeUndecided(tx.db, proposal));
    const id = insertDraft(
      tx,
      { code, titleAr, firstMonth, note },
      { office: DATACENTER_OFFICE, rules: rules.map((rule, position) => ({ ...rule, position, ...confirmed(rule) })) },
    );
    tx.insert(decision, { ...decisionOf(proposal, decidedBy), isAccepted: true, reason: null });
    tx.insert(act, { kind: 'proposal_accepted', office: proposal.office, detail: titleAr });
    return { id };
  });
}

/** Refuses a proposal, with the reason that the office reads. Refuses as `acceptProposal` does. */
export async function refuseProposal(
  ministry: Ministry,
  context: Context,
  { reason, decidedBy, ...asked }: DecidedProposal & { readonly reason: string },
): Promise<void> {
  const proposal = await looked(ministry, asked);
  context.write('ministry.proposal.refuse', (tx) => {
    demand(judgeUndecided(tx.db, proposal));
    tx.insert(decision, { ...decisionOf(proposal, decidedBy), isAccepted: false, reason });
    tx.insert(act, { kind: 'proposal_refused', office: proposal.office, detail: proposal.titleAr });
  });
}

/** What the ministry has confirmed stays so where the rule is the same; what an office changed waits for it anew. */
function confirmationsOf({ db }: Context, firstMonth: Month, rules: readonly Rule[]) {
  const now = packageOfMonth(packagesInForce(db), firstMonth);
  const changed = new Set(differencesOf(now.rules, rules).map(keyOf));
  const records = new Map(recordsIn(db, now.id).map((record) => [keyOf(record), record]));
  return (rule: Rule) => {
    const record = changed.has(keyOf(rule)) ? undefined : records.get(keyOf(rule));
    return record === undefined
      ? { isConfirmed: false, confirmedBy: null, confirmedOn: null }
      : { isConfirmed: record.isConfirmed, confirmedBy: record.confirmedBy, confirmedOn: record.confirmedOn };
  };
}

const keyOf = ({ kind, code }: { readonly kind: string; readonly code: string }): string => `${kind} ${code}`;

async function found(ministry: Ministry, { office, id }: Asked): Promise<Proposal> {
  const proposal = await ministry.proposal({ office, id });
  if (proposal === null) throw refusal('PROPOSAL_GONE');
  return proposal;
}

/** The proposal, when it is still the one that was looked at. */
async function looked(ministry: Ministry, asked: Asked & { readonly revision: number }): Promise<Proposal> {
  const proposal = await found(ministry, asked);
  if (proposal.revision !== asked.revision) throw refusal('PROPOSAL_CHANGED');
  return proposal;
}

/** Its rules, which another program may have written, or the name of the first that is none here. */
function readRules(proposed: Proposal['rules']): { readonly rules: readonly Rule[] } | { readonly unreadable: string } {
  const rules: Rule[] = [];
  for (const { kind, code, titleAr, value, source, article, confidence, isConfirmed } of proposed) {
    const read = zRule.safeParse({ kind, code, titleAr, value, source, article, confidence, isConfirmed });
    if (!read.success) return { unreadable: titleAr };
    rules.push(read.data);
  }
  return { rules };
}

function rulesOf(proposed: Proposal['rules']): readonly Rule[] {
  const read = readRules(proposed);
  if ('unreadable' in read) throw refusal('PROPOSAL_UNREADABLE', { rule: read.unreadable });
  return read.rules;
}

function decisionOf({ office, id, revision }: Proposal, decidedBy: string) {
  return { office, proposalId: id, proposalRevision: revision, decidedBy };
}
