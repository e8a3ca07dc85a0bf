import { integer, modelOf, optional, syncedTable, text, id, type ColumnKind, type TableModel } from '#db/columns.ts';

/** The business of the simulated offices: one table of each conflict class that offices write. */

/** Every change of the stock, in or out. */
export const movement = syncedTable('sim_movement', { quantity: integer() }, { conflictClass: 'fact' });

/** A numbered paper that is drafted and then posted. */
export const paper = syncedTable('sim_paper', { number: text(), state: text(), total: integer() });

/** Goods on their way to another office. */
export const transfer = syncedTable(
  'sim_transfer',
  { toOffice: integer(), quantity: integer(), number: text() },
  { addressee: 'toOffice' },
);

/** The receiver's answer; the sender gets it. */
export const acceptance = syncedTable(
  'sim_acceptance',
  { toOffice: integer(), transferId: id(), quantity: integer() },
  { conflictClass: 'fact', addressee: 'toOffice' },
);

/** What any office may correct. */
export const contact = syncedTable(
  'sim_contact',
  { phone: optional(text()), note: optional(text()) },
  { conflictClass: 'shared' },
);

/** Of each number an office has one: its database takes no second. */
export const period = syncedTable('sim_period', { no: integer(), state: text() }, { unique: [['no']] });

/** What hangs on a period. Of each line it has one: commands see to that, the database does not. */
export const entry = syncedTable(
  'sim_entry',
  { periodId: id(), line: integer() },
  { conflictClass: 'fact', once: [{ by: ['periodId', 'line'] }] },
);

export const simTables = [movement, paper, transfer, acceptance, contact, period, entry] as const;
export const simModels = simTables.map((table) => modelOf(table));

const storage: Readonly<Record<ColumnKind, string>> = {
  id: 'BLOB',
  text: 'TEXT',
  integer: 'INTEGER',
  money: 'INTEGER',
  date: 'TEXT',
  month: 'TEXT',
  moment: 'INTEGER',
  boolean: 'INTEGER',
  json: 'TEXT',
};

/** The office's tables as a migration would make them. */
export function tablesSql(models: readonly TableModel[]): string {
  const tables = models.map(({ name, columns }) => {
    const lines = columns.map(
      (column) =>
        `"${column.name}" ${storage[column.kind]}${column.key === 'id' ? ' PRIMARY KEY' : ''}${column.optional ? '' : ' NOT NULL'}`,
    );
    return `CREATE TABLE "${name}" (${lines.join(', ')}) STRICT;`;
  });
  const indexes = models.some(({ name }) => name === modelOf(period).name) ? [ONE_OF_EACH] : [];
  return [...tables, ...indexes].join('\n');
}

const ONE_OF_EACH = 'CREATE UNIQUE INDEX sim_period_no_unique ON sim_period (no);';
