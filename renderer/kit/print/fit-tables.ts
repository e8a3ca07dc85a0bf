/** Letters of a table that has no room for its usual ones, in points. */
const SMALLER = [8.5, 7.5, 6.5, 5.5, 4.5] as const;

/** Many columns get smaller letters, so that none of them is cut off at the edge of the page. */
export function fitTables(paper: HTMLElement): void {
  for (const table of paper.querySelectorAll<HTMLElement>('.kit-print-table')) {
    ['', ...SMALLER.map((size) => `${size}pt`)].find((size) => {
      table.style.fontSize = size;
      return table.scrollWidth <= paper.clientWidth;
    });
  }
}
