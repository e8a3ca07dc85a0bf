/**
 * The rows of a tree, each before those below it and with its depth. A row whose parent is not among them stands at the
 * top, and so does one of a circle, which only broken data can hold: every row comes exactly once.
 */
export function treeOrder<Row, Id extends string | number>(
  rows: readonly Row[],
  { idOf, parentOf }: { readonly idOf: (row: Row) => Id; readonly parentOf: (row: Row) => Id | null },
): readonly (Row & { readonly depth: number })[] {
  const known = new Set(rows.map(idOf));
  const below = Map.groupBy(rows, (row) => {
    const parent = parentOf(row);
    return parent !== null && known.has(parent) ? parent : null;
  });
  const placed = new Set<Id>();
  const ordered: (Row & { readonly depth: number })[] = [];
  const place = (row: Row, depth: number): void => {
    if (placed.has(idOf(row))) return;
    placed.add(idOf(row));
    ordered.push({ ...row, depth });
    for (const child of below.get(idOf(row)) ?? []) place(child, depth + 1);
  };
  for (const row of below.get(null) ?? []) place(row, 0);
  for (const row of rows) place(row, 0);
  return ordered;
}
