import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { z } from 'zod';
import type { PdfOptions } from '#renderer/shell.ts';
import type { Language } from './config.ts';
import { PdfJoin } from './join-pdf.ts';
import { textIn } from './texts.ts';

export const pdfOptionsSchema = z.strictObject({
  title: z.string().max(200),
  landscape: z.boolean(),
  pageSize: z.enum(['A5', 'A4', 'A3']),
}) satisfies z.ZodType<PdfOptions>;

/** Saves what the window shows in print as a PDF where the user says; false when he cancels. */
export async function savePdf(window: BrowserWindow, options: PdfOptions, language: Language): Promise<boolean> {
  const path = await askWhere(window, options, language);
  if (path === null) return false;
  await keep(path, await printed(window, options));
  return true;
}

interface BegunPdf {
  readonly path: string;
  readonly options: PdfOptions;
  readonly pdf: PdfJoin;
}

/**
 * A PDF of thousands of pages, printed portion by portion, so that the window can say how far it is and stop between
 * two of them. It lies in memory until it is finished: who stops leaves nothing behind.
 */
export class PdfInPortions {
  #begun: BegunPdf | null = null;

  /** Asks where the PDF is to lie; false when the user cancels. */
  async begin(window: BrowserWindow, options: PdfOptions, language: Language): Promise<boolean> {
    this.drop();
    const path = await askWhere(window, options, language);
    if (path !== null) this.#begun = { path, options, pdf: new PdfJoin() };
    return path !== null;
  }

  /** Adds what the window now shows in print. */
  async add(window: BrowserWindow): Promise<void> {
    const { options, pdf } = this.#current();
    pdf.add(await printed(window, options));
  }

  async finish(): Promise<void> {
    const { path, pdf } = this.#current();
    this.drop();
    await keep(path, pdf.end());
  }

  drop(): void {
    this.#begun = null;
  }

  #current(): BegunPdf {
    if (!this.#begun) throw new Error('No PDF was begun.');
    return this.#begun;
  }
}

async function askWhere(window: BrowserWindow, { title }: PdfOptions, language: Language): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), `${fileName(title)}.pdf`),
    filters: [{ name: textIn(language, 'dialog.pdf'), extensions: ['pdf'] }],
  });
  return canceled || filePath === '' ? null : filePath;
}

function printed(window: BrowserWindow, { landscape, pageSize }: PdfOptions): Promise<Buffer> {
  return window.webContents.printToPDF({
    ...{ landscape, pageSize, printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true },
  });
}

/** Under the name that the user gave there is the whole file or none. */
async function keep(path: string, pdf: Buffer | readonly Buffer[]): Promise<void> {
  const partial = `${path}.part`;
  await writeFile(partial, pdf, { flush: true });
  await rename(partial, path);
}

/** Prints what the window shows through the system's dialog; false when the user cancels. */
export function printOnPaper(window: BrowserWindow): Promise<boolean> {
  return new Promise((resolve, reject) => {
    window.webContents.print({ printBackground: true }, (isPrinted, reason) => {
      if (isPrinted || /cancel/i.test(reason)) resolve(isPrinted);
      else reject(new Error(`Printing failed: ${reason}`));
    });
  });
}

/** A title as a file name that Windows takes: without its forbidden signs and without a dot at the end. */
export function fileName(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.+$/, '');
  return name.slice(0, 120) || 'diwan';
}
