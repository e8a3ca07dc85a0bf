import { integer, json, optional, syncedTable, text } from '#db/columns.ts';
import type { OfficeStanding, OfficeWording, ProposalState, ProposedChange } from './contract/index.ts';

/** A change of the tree that an office wants (مقترح في هيكل الوزارة). Of an accepted one the register says what it made. */
export const proposal = syncedTable(
  'structure_proposal',
  {
    change: text<ProposedChange>(),
    /** The number of the office that is to change; null for a new one. */
    aboutOffice: optional(integer()),
    ...{ nameAr: text(), nameCkb: optional(text()), nameEn: optional(text()) },
    kind: optional(text<OfficeWording['kind']>()),
    parentOffice: optional(integer()),
    reason: text(),
    state: text<ProposalState>(),
    /** The office as it stood here when this was sent: the data centre sees by it what has changed since. */
    seen: optional(json<OfficeStanding>()),
  },
  { conflictClass: 'document' },
);

export const tables = [proposal] as const;
