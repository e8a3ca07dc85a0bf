let pages = 0;

/** Is a page about to be left because its record goes? Until the next one is there it would ask for what is no more. */
export function isPageLeaving(): boolean {
  return pages > 0;
}

/** Runs the removal of the record on the screen and the way to the page that follows it. */
export async function whileLeaving(work: () => Promise<void>): Promise<void> {
  pages += 1;
  try {
    await work();
  } finally {
    pages -= 1;
  }
}
