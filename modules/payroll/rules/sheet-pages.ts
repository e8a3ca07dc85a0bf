/** A paper of many rows, parted into pages that each carry their sums on, as accountants write them. */

export interface PageRoom {
  /** Rows that fit on the first page, under the head of the paper. */
  readonly first: number;
  /** Rows that fit on every other page. */
  readonly next: number;
  /** Rows whose place the signatures take on the last page. */
  readonly signatures: number;
}

export interface SheetPage {
  /** The rows of the page: from this one on, up to but without that one. */
  readonly from: number;
  readonly to: number;
  /** What the pages before sum up to (ما قبله), column by column. */
  readonly brought: readonly number[];
  /** The sums of this page alone. */
  readonly own: readonly number[];
  /** Both together (المجموع المنقول); on the last page the sum of all. */
  readonly carried: readonly number[];
}

/**
 * The pages of a sheet. `amounts` holds, row by row, the figures that are summed. The last page keeps room for the
 * signatures and never stands without a row, so that nobody signs an empty page.
 */
export function sheetPages(amounts: readonly (readonly number[])[], room: PageRoom): readonly SheetPage[] {
  const [first, next] = [Math.max(2, room.first), Math.max(2, room.next)];
  const signatures = Math.min(room.signatures, first - 1, next - 1);
  const width = amounts[0]?.length ?? 0;
  const pages: SheetPage[] = [];
  let brought: readonly number[] = Array.from({ length: width }, () => 0);
  const add = (from: number, to: number): void => {
    const own = sumsOf(amounts.slice(from, to), width);
    const carried = own.map((sum, column) => sum + (brought[column] ?? 0));
    pages.push({ from, to, brought, own, carried });
    brought = carried;
  };
  let from = 0;
  for (;;) {
    const space = pages.length === 0 ? first : next;
    const rest = amounts.length - from;
    if (rest <= space - signatures) {
      add(from, amounts.length);
      return pages;
    }
    const to = from + Math.min(space, rest - 1);
    add(from, to);
    from = to;
  }
}

function sumsOf(rows: readonly (readonly number[])[], width: number): readonly number[] {
  const sums = Array.from({ length: width }, () => 0);
  for (const row of rows) for (const [column, amount] of row.entries()) sums[column] = (sums[column] ?? 0) + amount;
  return sums;
}
