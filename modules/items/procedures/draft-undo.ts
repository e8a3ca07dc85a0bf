import { demand, refusal } from '#db/refusal.ts';
import type { UndoRule } from '#modules/module.ts';
import { draftOf } from '../editions.ts';
import { may } from './may.ts';

/** What was written in a draft is taken back only while it is one: a published edition never changes. */
export const draftUndo: UndoRule = (tx, { before, after }, { access }) => {
  demand(may({ access }, 'items.catalogue.edit'));
  const row = before ?? after;
  const isEdition = row !== null && 'version' in row;
  const version = Number(isEdition ? row['version'] : row?.['edition']);
  const draft = draftOf(tx.db, Number(row?.['ownerOffice']));
  // The edition itself is gone when the undo took back the command that opened it.
  if (isEdition ? row['state'] !== 'draft' : draft !== null && draft.version !== version) {
    throw refusal('PUBLISHED_ALREADY');
  }
};
