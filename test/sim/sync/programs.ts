import { integer, modelOf, optional, syncedTable, text, type TableModel } from '#db/columns.ts';
import type { Migration } from '#db/migrate.ts';
import { acceptance, entry, movement, period, simModels, simTables, tablesSql } from './tables.ts';

/** A version of the simulated program. */
export interface SimProgram {
  readonly schema: number;
  readonly tables: readonly object[];
  readonly models: readonly TableModel[];
}

export const SIM_SCHEMA = 3;

export const olderProgram: SimProgram = { schema: SIM_SCHEMA, tables: simTables, models: simModels };

/** The tables of the next version: a column more in each kind of table, and a table that was not there. */
export const newerPaper = syncedTable('sim_paper', {
  ...{ number: text(), state: text(), total: integer() },
  remark: optional(text()),
});

export const newerTransfer = syncedTable(
  'sim_transfer',
  { toOffice: integer(), quantity: integer(), number: text(), note: optional(text()) },
  { addressee: 'toOffice' },
);

export const newerContact = syncedTable(
  'sim_contact',
  { phone: optional(text()), note: optional(text()), email: optional(text()) },
  { conflictClass: 'shared' },
);

/** A thing that only the newer program sends. */
export const parcel = syncedTable('sim_parcel', { toOffice: integer(), content: text() }, { addressee: 'toOffice' });

const newerTables = [movement, newerPaper, newerTransfer, acceptance, newerContact, period, entry, parcel] as const;

export const newerProgram: SimProgram = {
  schema: SIM_SCHEMA + 1,
  tables: newerTables,
  models: newerTables.map((table) => modelOf(table)),
};

/** As the folder of the newer program would hold them; the first ones are those of which an empty disk is made. */
export const simMigrations: readonly Migration[] = [
  ...[1, 2, 3].map((version) => ({ version, name: `000${version}_before.sql`, sql: '' })),
  {
    ...{ version: newerProgram.schema, name: '0004_newer.sql' },
    sql: `ALTER TABLE sim_paper ADD COLUMN remark TEXT;
      ALTER TABLE sim_transfer ADD COLUMN note TEXT;
      ALTER TABLE sim_contact ADD COLUMN email TEXT;
      ${tablesSql([modelOf(parcel)])}`,
  },
];
