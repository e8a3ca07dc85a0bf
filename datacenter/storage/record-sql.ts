import { columnName, type StoreTable } from '#datacenter/protocol/store.ts';
import type { ModelTable } from '#datacenter/protocol/model-tables.ts';

/**
 * The PostgreSQL table for a synced table of the modules. It has no foreign keys of its own: the office has judged
 * them, and a record must find its place here even while the one that it names is held back.
 */
export function recordTableSql({ model, records }: ModelTable): string {
  const optional = new Set(model.columns.filter((column) => column.optional).map(({ key }) => key));
  const lines = Object.entries(records.columns).map(
    ([key, type]) => `  "${columnName(key)}" ${type}${optional.has(key) ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE ${records.name} (\n${lines.join(',\n')},\n  PRIMARY KEY (${keyOf(records)})\n);\n`;
}

function keyOf<Row>({ key }: StoreTable<Row>): string {
  return key.map(columnName).join(', ');
}
