import type { Tx } from '#db/recorder.ts';
import { refusal } from '#db/refusal.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import { itemInput, type ItemInput } from '#modules/items/contract/index.ts';
import { addItem, inForce, itemDifferences, itemOf, rewordItem, withDraft } from '#modules/items/index.ts';
import type { Context } from '#modules/module.ts';
import { decisionOn, withDecisions } from '#modules/regulation/index.ts';
import { asLookedAt, decideAgainst, decideFor, thatIsThere, type Asked, type Decided } from './deciding.ts';
import type { ItemProposalDetail, ItemProposalRow } from './contract/index.ts';
import type { ItemProposal, Ministry } from './port.ts';

/** The items that the offices propose, with what was decided on each as it stands. */
export async function itemProposalRows(ministry: Ministry, { db }: Context): Promise<ItemProposalRow[]> {
  const rows = await ministry.itemProposals();
  return withDecisions(db, rows);
}

/** One of them beside the item that is in force. Refuses `PROPOSAL_GONE`. */
export async function itemProposalDetail(
  ministry: Ministry,
  { db }: Context,
  asked: Asked,
): Promise<ItemProposalDetail> {
  const { written, ...row } = thatIsThere(await ministry.itemProposal(asked));
  const proposed = readItem(written);
  const now = row.itemCode === null ? null : itemOf(db, inForce(db), row.itemCode);
  return {
    ...{ ...row, decision: decisionOn(db, row), proposed, inForce: now },
    differences: proposed === null ? [] : [...itemDifferences(now, proposed)],
  };
}

/**
 * Writes a proposed item into the draft edition of the data centre: a new one under the next code of the kind that was
 * chosen, a change as another wording of its item. Refuses `PROPOSAL_GONE`, `PROPOSAL_CHANGED`, `ITEM_UNREADABLE`,
 * `DECIDED_ALREADY`, `KIND_REQUIRED`, `ITEM_GONE`, `ITEM_IN_DRAFT` and what the catalogue refuses.
 */
export async function acceptItemProposal(
  ministry: Ministry,
  context: Context,
  { decidedBy, kindCode, ...asked }: Decided & { readonly kindCode: string | null },
): Promise<Omit<Taken, 'madeId'>> {
  const proposal = asLookedAt(await ministry.itemProposal(asked), asked);
  const written = readItem(proposal.written);
  if (written === null) throw refusal('ITEM_UNREADABLE', { name: proposal.nameAr });
  return context.write('ministry.itemProposal.accept', (tx) => {
    const { itemCode, nameAr } = proposal;
    const { itemId, code } = decideFor(tx, proposal, {
      ...{ decidedBy, noted: { kind: 'item_accepted', detail: nameAr } },
      make: () => (itemCode === null ? takeNew(tx, kindCode, written) : takeChange(tx, itemCode, written)),
    });
    return { itemId, code };
  });
}

interface Taken {
  readonly itemId: string;
  /** The line of the draft; null where it says already what is proposed. */
  readonly madeId: string | null;
  readonly code: string;
}

function takeNew(tx: Tx, kindCode: string | null, written: ItemInput): Taken {
  if (kindCode === null) throw refusal('KIND_REQUIRED', undefined, 'kindCode');
  const { id, code } = addItem(tx, kindCode, written, DATACENTER_OFFICE);
  return { itemId: id, madeId: id, code };
}

/** What somebody has written into the draft of the same item is not overwritten unseen. */
function takeChange(tx: Tx, code: string, written: ItemInput): Taken {
  const now = itemOf(tx.db, withDraft(tx.db, DATACENTER_OFFICE), code);
  if (now === null) throw refusal('ITEM_GONE', { code });
  if (now.id !== itemOf(tx.db, inForce(tx.db), code)?.id) throw refusal('ITEM_IN_DRAFT', { code });
  const madeId = rewordItem(tx, code, written, { office: DATACENTER_OFFICE });
  return { itemId: madeId ?? now.id, madeId, code };
}

/** Refuses a proposal, with the reason that the office reads. */
export async function refuseItemProposal(
  ministry: Ministry,
  context: Context,
  { reason, decidedBy, ...asked }: Decided & { readonly reason: string },
): Promise<void> {
  const proposal = asLookedAt(await ministry.itemProposal(asked), asked);
  context.write('ministry.itemProposal.refuse', (tx) => {
    decideAgainst(tx, proposal, { decidedBy, reason, noted: { kind: 'item_refused', detail: proposal.nameAr } });
  });
}

/** What it says of the item, which another program may have written; null where this one cannot read it. */
function readItem(written: ItemProposal['written']): ItemInput | null {
  const read = itemInput.safeParse(written);
  return read.success ? read.data : null;
}
