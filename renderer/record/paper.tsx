import { useMemo, type ReactNode } from 'react';
import type { LetterheadLines } from '#renderer/kit/print/letterhead.tsx';
import type { PageSize, PrintOptions } from '#renderer/kit/print/page-css.ts';
import { PrintPreview } from '#renderer/kit/print/print-preview.tsx';
import { useDesk } from '#renderer/module.ts';
import { shell } from '#renderer/shell.ts';

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
  /** Hundreds of pages: the PDF is made without tags for screen readers. */
  readonly isLong?: boolean;
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
        print: ({ title, isLandscape, pageSize }) =>
          desktop.printToPdf({ title, landscape: isLandscape, pageSize, untagged: props.isLong === true }),
      })}
      onClose={props.onClose}
    >
      {props.children}
    </PrintPreview>
  );
}

/** The head of the office's papers. */
export function useLetterhead(): LetterheadLines {
  const { office } = useDesk();
  return useMemo(
    () => ({ ar: office.display?.letterheadAr ?? [], en: office.display?.letterheadEn ?? [] }),
    [office.display],
  );
}
