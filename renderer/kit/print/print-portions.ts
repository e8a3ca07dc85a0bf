import { printDocument, type PrintJob } from './print-document.ts';

/** A PDF that the desktop shell makes portion by portion. */
export interface PdfPortions {
  /** Asks where the PDF is to lie; false when the user cancels. */
  readonly begin: () => Promise<boolean>;
  /** Adds what the window shows in print. */
  readonly add: () => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Gives the PDF up: nothing is left of it. */
  readonly drop: () => Promise<void>;
}

/** Pages laid out and written at a time: between two portions the window answers, and can be told to stop. */
const PORTION = 50;

/**
 * Makes one PDF of a paper whose children each begin a page. Tells how much of it is written, from 0 to 1; after
 * `signal` nothing more is printed and no file is left. True when the PDF lies where the user wanted it.
 */
export async function printInPortions(
  { element, ...job }: Omit<PrintJob, 'print'>,
  pdf: PdfPortions,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (written: number) => void },
): Promise<boolean> {
  if (!(await pdf.begin())) return false;
  const sheets = [...element.children];
  let isFinished = false;
  try {
    for (let start = 0; start < sheets.length; start += PORTION) {
      onProgress(start / sheets.length);
      const portion = document.createElement('div');
      portion.className = element.className;
      portion.append(...sheets.slice(start, start + PORTION).map((sheet) => sheet.cloneNode(true)));
      await printDocument({ ...job, element: portion, print: pdf.add });
      if (signal.aborted) return false;
    }
    onProgress(1);
    await pdf.finish();
    isFinished = true;
  } finally {
    if (!isFinished) await pdf.drop();
  }
  return true;
}

/** Is this paper long enough to be printed in portions? */
export function isLong(paper: HTMLElement): boolean {
  return paper.childElementCount > PORTION;
}
