import { useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { useToast } from '../toast.tsx';
import { printDocument, type PrintJob } from './print-document.ts';
import { isLong, printInPortions, type PdfPortions } from './print-portions.ts';

export interface Printing {
  readonly isBusy: boolean;
  /** How much of a long PDF is written, from 0 to 1; null where nothing is written in portions. */
  readonly written: number | null;
  readonly print: (job: PrintJob, portions: PdfPortions | null) => Promise<void>;
  /** Stops a long PDF after the portion that is being written. */
  readonly stop: () => void;
}

/** Prints a paper: a short one in one piece, a long one portion by portion where the shell can. Leaving it stops it. */
export function usePrinting(): Printing {
  const text = useText();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [written, setWritten] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const print = async (job: PrintJob, portions: PdfPortions | null): Promise<void> => {
    setBusy(true);
    try {
      if (portions === null || !isLong(job.element)) {
        await printDocument(job);
        return;
      }
      const controller = new AbortController();
      stopping.current = controller;
      const how = { signal: controller.signal, onProgress: setWritten };
      if (await printInPortions(job, portions, how)) toast.done(text('kit.print.saved'));
    } catch (error) {
      // A full disk, a file that another program holds: the paper stays open, to be printed elsewhere.
      toast.failed(text('kit.print.failed'));
      throw error;
    } finally {
      setBusy(false);
      setWritten(null);
    }
  };
  return { isBusy, written, print, stop: () => stopping.current?.abort() };
}
