import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { z } from 'zod';
import type { PdfOptions } from '#renderer/shell.ts';
import type { Language } from './config.ts';
import { textIn } from './texts.ts';

export const pdfOptionsSchema = z.strictObject({
  title: z.string().max(200),
  landscape: z.boolean(),
  pageSize: z.enum(['A5', 'A4', 'A3']),
  untagged: z.boolean().optional(),
}) satisfies z.ZodType<PdfOptions>;

/** Saves what the window shows in print as a PDF where the user says; false when he cancels. */
export async function savePdf(window: BrowserWindow, options: PdfOptions, language: Language): Promise<boolean> {
  const name = `${fileName(options.title)}.pdf`;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: textIn(language, 'dialog.pdf'), extensions: ['pdf'] }],
  });
  if (canceled || filePath === '') return false;
  const { landscape, pageSize, untagged } = options;
  const page = {
    landscape,
    pageSize,
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: untagged !== true,
  };
  const pdf = await window.webContents.printToPDF(page);
  const partial = `${filePath}.part`;
  await writeFile(partial, pdf, { flush: true });
  await rename(partial, filePath);
  return true;
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
