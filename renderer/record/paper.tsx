import { useMemo, type ReactNode } from 'react';
import type { LetterheadLines } from '#renderer/kit/print/letterhead.tsx';
import type { PageSize, PrintOptions } from '#renderer/kit/print/page-css.ts';
import type { PdfPortions } from '#renderer/kit/print/print-portions.ts';
import { PrintPreview } from '#renderer/kit/print/print-preview.tsx';
import { useDesk } from '#renderer/module.ts';
import { shell, type DesktopShell } from '#renderer/shell.ts';

/** A paper of the office: its letterhead above, printed by the desktop shell where there is one. */
export function Paper(props: {
  /** Already translated, like the subtitle. */
  readonly title: string;
  readonly subtitle?: string;
  readonly isLandscape?: boolean;
  readonly sizes?: readonly PageSize[];
  readonly pageSize?: PageSize;
  /** Where the content brings its own head; `useLetterhead` gives it the lines. */
  readonly isBare?: boolean;
  /** Many papers in one, each of whose children goes to somebody else: pages are not counted, a PDF grows in portions. */
  readonly isBatch?: boolean;
  readonly filling?: { readonly label: string; readonly value: number } | null;
  readonly onClose: () => void;
  readonly children: ReactNode | ((page: PrintOptions) => ReactNode);
}) {
  const letterhead = useLetterhead();
  const desktop = shell;
  return (
    <PrintPreview
      title={props.title}
      {...(props.subtitle !== undefined && { subtitle: props.subtitle })}
      letterhead={props.isBare === true ? null : letterhead}
      options={{ pageSize: props.pageSize ?? 'A4', isLandscape: props.isLandscape ?? false }}
      {...(props.filling !== undefined && { filling: props.filling })}
      {...(props.sizes !== undefined && { sizes: props.sizes })}
      {...(desktop && {
        print: ({ title, isLandscape, pageSize }) => desktop.printToPdf({ title, landscape: isLandscape, pageSize }),
      })}
      {...(props.isBatch === true && { numbers: 'none' as const, ...(desktop && { portions: portionsOf(desktop) }) })}
      onClose={props.onClose}
    >
      {props.children}
    </PrintPreview>
  );
}

function portionsOf(desktop: DesktopShell) {
  return ({ title, isLandscape, pageSize }: PrintOptions & { readonly title: string }): PdfPortions => ({
    begin: () => desktop.beginPdf({ title, landscape: isLandscape, pageSize }),
    add: () => desktop.addToPdf(),
    finish: () => desktop.finishPdf(),
    drop: () => desktop.dropPdf(),
  });
}

/** The head of the office's papers. */
export function useLetterhead(): LetterheadLines {
  const { office } = useDesk();
  return useMemo(
    () => ({ ar: office.display?.letterheadAr ?? [], en: office.display?.letterheadEn ?? [] }),
    [office.display],
  );
}
