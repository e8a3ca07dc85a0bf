import { bytesToUuid } from '#kernel/ids.ts';
import type { Tx } from '#db/door.ts';
import { prepared } from '#db/prepared.ts';
import type { Chance } from './chance.ts';
import { POISON } from './centre.ts';
import type { SimOffice } from './office.ts';
import { newerContact, newerPaper, newerProgram, newerTransfer, parcel } from './programs.ts';
import { acceptance, contact, movement, paper, transfer } from './tables.ts';

const CLERK = { userId: '01900000-0000-7000-8000-000000000001' };
const YEAR = 2026;
const CONTACTS = 3;

/** The part of an office that a clerk works with. */
export type Desk = Pick<SimOffice, 'no' | 'door' | 'disk' | 'program'>;

/** One thing that a clerk does, by chance; goods go to one of these offices. */
export function act(office: Desk, chance: Chance, offices: readonly number[]): void {
  const { door } = office;
  const does = (command: string, work: (tx: Tx) => void): void => door.write(CLERK, command, work);
  const what = chance();
  if (what < 0.34) {
    const quantity = chance.below(21) - 8;
    does('sim.adjust', (tx) => {
      const number = tx.takeNumber({ kind: 'ADJ', year: YEAR });
      tx.insert(movement, { quantity });
      tx.insert(paper, { number, state: 'draft', total: quantity });
    });
  } else if (what < 0.5) post(office, chance, does);
  else if (what < 0.66) {
    const toOffice = offices[chance.below(offices.length)];
    if (toOffice === undefined || toOffice === office.no) return;
    const [quantity, second] = [1 + chance.below(5), chance.hits(0.3) ? 1 + chance.below(5) : null];
    if (isNewer(office) && chance.hits(0.3))
      does('sim.send', (tx) => void tx.insert(parcel, { toOffice, content: `${quantity}` }));
    else
      dispatch(does, { toOffice, quantity, second, note: isNewer(office) && chance.hits(0.5) ? `${quantity}` : null });
  } else if (what < 0.82) accept(office, chance, does);
  else if (what < 0.97) correct(office, chance, does);
  else does(POISON, (tx) => void tx.insert(paper, { number: 'x', state: 'poison', total: 0 }));
}

type Does = (command: string, work: (tx: Tx) => void) => void;

function post(office: Desk, chance: Chance, does: Does): void {
  const drafts = draftsOf(office);
  const draft = drafts[chance.below(drafts.length)];
  if (!draft) return;
  if (chance.hits(0.2)) does('sim.cancel', (tx) => tx.remove(paper, draft));
  else if (isNewer(office))
    does('sim.post', (tx) => void tx.update(newerPaper, draft, { state: 'posted', remark: draft }));
  else does('sim.post', (tx) => void tx.update(paper, draft, { state: 'posted' }));
}

function draftsOf({ disk, no }: Desk): readonly string[] {
  const drafts = prepared(
    disk.raw,
    `SELECT id FROM sim_paper WHERE owner_office = ? AND deleted_at IS NULL AND state <> 'posted' ORDER BY rowid`,
  ).all(no) as { readonly id: Buffer }[];
  return drafts.map(({ id }) => bytesToUuid(id));
}

interface Dispatch {
  readonly toOffice: number;
  readonly quantity: number;
  /** Another quantity, which the same command writes over the first one; null for none. */
  readonly second: number | null;
  /** What only the newer program can write. */
  readonly note: string | null;
}

function dispatch(does: Does, { toOffice, quantity, second, note }: Dispatch): void {
  does('sim.dispatch', (tx) => {
    const number = tx.takeNumber({ kind: 'OUT', year: YEAR });
    const row = { toOffice, quantity, number };
    const sent = note === null ? tx.insert(transfer, row) : tx.insert(newerTransfer, { ...row, note });
    if (second !== null) tx.update(transfer, sent, { quantity: second });
    tx.insert(movement, { quantity: -(second ?? quantity) });
  });
}

function accept(office: Desk, chance: Chance, does: Does): void {
  does('sim.accept', (tx) => {
    const open = prepared(
      office.disk.raw,
      `SELECT id, owner_office, quantity FROM sim_transfer WHERE to_office = ? AND owner_office <> ?
        AND id NOT IN (SELECT transfer_id FROM sim_acceptance) ORDER BY rowid`,
    ).all(office.no, office.no) as { readonly id: Buffer; readonly owner_office: number; readonly quantity: number }[];
    const arrived = open[chance.below(open.length)];
    if (!arrived) return;
    const [transferId, { owner_office: toOffice, quantity }] = [bytesToUuid(arrived.id), arrived];
    tx.answers(transfer, transferId);
    tx.insert(acceptance, { toOffice, transferId, quantity });
    tx.insert(movement, { quantity });
  });
}

function correct(office: Desk, chance: Chance, does: Does): void {
  does('sim.correct', (tx) => {
    const known = prepared(office.disk.raw, 'SELECT id, owner_office FROM sim_contact ORDER BY rowid').all() as {
      readonly id: Buffer;
      readonly owner_office: number;
    }[];
    const phone = `07${chance.below(10_000)}`;
    const row = known[chance.below(known.length)];
    const isOwnMissing = !known.some(({ owner_office: owner }) => owner === office.no);
    if (!row || (isOwnMissing && known.length < CONTACTS)) tx.insert(contact, { phone, note: null });
    else if (isNewer(office) && chance.hits(0.4))
      tx.update(newerContact, bytesToUuid(row.id), { email: chance.hits(0.3) ? null : phone });
    else tx.update(contact, bytesToUuid(row.id), chance.hits(0.5) ? { phone } : { note: phone });
  });
}

function isNewer({ program }: Desk): boolean {
  return program === newerProgram;
}
