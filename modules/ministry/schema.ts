import { integer, optional, syncedTable, text } from '#db/columns.ts';
import type { ActKind } from './contract/index.ts';

/** What somebody did at the data centre beyond his own office, and whom he looked for. */
export const act = syncedTable(
  'ministry_act',
  { kind: text<ActKind>(), office: optional(integer()), detail: optional(text()) },
  { conflictClass: 'fact' },
);

export const tables = [act] as const;
