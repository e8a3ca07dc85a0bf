import type { Month } from '#kernel/date.ts';
import { refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Context } from '#modules/module.ts';
import { zRule, type Rule } from '#modules/regulation/contract/index.ts';
import {
  decisionOn,
  differencesOf,
  insertDraft,
  packageOfMonth,
  packagesInForce,
  recordsIn,
  withDecisions,
} from '#modules/regulation/index.ts';
import type { ProposalDetail, ProposalRow } from './contract/index.ts';
import { asLookedAt, decideAgainst, decideFor, thatIsThere, type Asked, type Decided } from './deciding.ts';
import type { Ministry, Proposal } from './port.ts';

/** What the offices propose, with what was decided on each as it stands. */
export async function proposalRows(ministry: Ministry, { db }: Context): Promise<ProposalRow[]> {
  const rows = await ministry.proposals();
  return withDecisions(db, rows);
}

/** One proposal beside the rules that its first month has now. Refuses `PROPOSAL_GONE`. */
export async function proposalDetail(ministry: Ministry, { db }: Context, asked: Asked): Promise<ProposalDetail> {
  const { rules: proposed, ...row } = thatIsThere(await ministry.proposal(asked));
  const now = packageOfMonth(packagesInForce(db), row.firstMonth);
  const read = readRules(proposed);
  return {
    ...{ ...row, decision: decisionOn(db, row), rules: proposed.length, comparedWith: now.titleAr },
    differences: 'rules' in read ? [...differencesOf(now.rules, read.rules)] : [],
    unreadableRule: 'rules' in read ? null : read.unreadable,
  };
}

/**
 * Takes a proposal over as a draft of the data centre, which is tried and published like any other; answers its id.
 * Refuses `PROPOSAL_GONE`, `PROPOSAL_CHANGED`, `PROPOSAL_UNREADABLE` or `DECIDED_ALREADY`.
 */
export async function acceptProposal(
  ministry: Ministry,
  context: Context,
  { decidedBy, ...asked }: Decided,
): Promise<{ readonly id: string }> {
  const proposal = asLookedAt(await ministry.proposal(asked), asked);
  const { code, titleAr, firstMonth, note, rules: proposed } = proposal;
  const rules = rulesOf(proposed);
  const confirmed = confirmationsOf(context, firstMonth, rules);
  return context.write('ministry.proposal.accept', (tx) => {
    const drafted = rules.map((rule, position) => ({ ...rule, position, ...confirmed(rule) }));
    const { madeId } = decideFor(tx, proposal, {
      ...{ decidedBy, noted: { kind: 'proposal_accepted', detail: titleAr } },
      make: () => ({
        madeId: insertDraft(tx, { code, titleAr, firstMonth, note }, { office: DATACENTER_OFFICE, rules: drafted }),
      }),
    });
    return { id: madeId };
  });
}

/** Refuses a proposal, with the reason that the office reads. Refuses as `acceptProposal` does. */
export async function refuseProposal(
  ministry: Ministry,
  context: Context,
  { reason, decidedBy, ...asked }: Decided & { readonly reason: string },
): Promise<void> {
  const proposal = asLookedAt(await ministry.proposal(asked), asked);
  context.write('ministry.proposal.refuse', (tx) => {
    decideAgainst(tx, proposal, { decidedBy, reason, noted: { kind: 'proposal_refused', detail: proposal.titleAr } });
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
