import { boolean, id, integer, moment, optional, syncedTable, text } from '#db/columns.ts';
import type { EditionState, ItemStatus, ProposalState, Unit } from './contract/index.ts';

/** One issue of the catalogue (طبعة الدليل): what it writes of groups and items is in force once it is published. */
export const edition = syncedTable(
  'items_edition',
  {
    version: integer(),
    state: text<EditionState>(),
    note: optional(text()),
    /** SHA-256 over its lines and the hash of the edition before it: by it an office knows that all of it is there. */
    hash: optional(text()),
    publishedAt: optional(moment()),
    publishedBy: optional(id()),
  },
  { conflictClass: 'reference' },
);

const names = { nameAr: text(), nameCkb: optional(text()), nameEn: optional(text()) };

/** A group (مجموعة، صنف) as an edition writes it. Of each code the latest published edition counts. */
export const group = syncedTable(
  'items_group',
  { code: text(), edition: integer(), ...names },
  { conflictClass: 'reference', indexes: [['code', 'edition'], ['edition']] },
);

/** What is written of an item, in the catalogue and in a proposal. */
const itemColumns = {
  ...names,
  synonyms: optional(text()),
  specification: optional(text()),
  externalCode: optional(text()),
  unit: text<Unit>(),
  ...{ hasBatch: boolean(), hasExpiry: boolean(), hasSerial: boolean() },
  ...{ isHazardous: boolean(), isControlled: boolean(), isCustody: boolean(), isCapitalisable: boolean() },
  status: text<ItemStatus>(),
  replacedBy: optional(text()),
};

/** An item (مادة) as an edition writes it. Of each code the latest published edition counts. */
export const item = syncedTable(
  'items_item',
  { code: text(), edition: integer(), ...itemColumns },
  {
    conflictClass: 'reference',
    search: ['code', 'externalCode', 'nameAr', 'synonyms', 'nameCkb', 'nameEn'],
    indexes: [['code', 'edition'], ['edition'], ['externalCode']],
  },
);

/** An item that an office wants to be so (مقترح مادة). Of an accepted one the data centre has made a line of its own. */
export const proposal = syncedTable(
  'items_proposal',
  {
    itemCode: optional(text()),
    kindCode: optional(text()),
    reason: text(),
    state: text<ProposalState>(),
    ...itemColumns,
  },
  { conflictClass: 'document' },
);

export const tables = [edition, group, item, proposal] as const;
