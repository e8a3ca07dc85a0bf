import { modelOf, type ColumnKind } from '#db/columns.ts';
import { recordTable, type RecordRow } from '#datacenter/protocol/tables.ts';
import type { OpenDatacenter } from '#datacenter/server/serve.ts';
import { allTables } from '#office/core.ts';

export const uuid = (kind: string, no: number): string =>
  `01900000-0000-7000-${kind}000-${String(no).padStart(12, '0')}`;

const empty: Readonly<Record<ColumnKind, unknown>> = {
  ...{ id: uuid('f', 1), text: '', integer: 0, money: 0, date: '2026-01-01', month: '2026-01', moment: 0 },
  ...{ boolean: false, json: {} },
};

/** A record of an office as its ops would have left it; what is not given is empty. */
export async function putRecord(
  { store }: OpenDatacenter,
  name: string,
  values: Readonly<Record<string, unknown>> & { readonly officeNo: number },
): Promise<void> {
  const model = allTables.map((table) => modelOf(table)).find((each) => each.name === name);
  if (!model) throw new Error(`No table ${name}.`);
  const blank = model.columns.map(({ key, kind, optional }) => [key, optional ? null : empty[kind]]);
  // The columns are those of the model.
  const row = { ...Object.fromEntries(blank), seq: 1, revision: 1, ...values } as RecordRow;
  await store.transaction((tx) => tx.put(recordTable(model), [row]));
}
