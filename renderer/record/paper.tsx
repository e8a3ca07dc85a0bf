import type { ReactNode } from 'react';
import { PrintPreview } from '#renderer/kit/print/print-preview.tsx';
import { useDesk } from '#renderer/module.ts';
import { shell } from '#renderer/shell.ts';

/** A paper of the office: its letterhead above, printed by the desktop shell where there is one. */
export function Paper(props: {
  /** Already translated, like the subtitle. */
  readonly title: string;
  readonly subtitle?: string;
  readonly isLandscape?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { office } = useDesk();
  const desktop = shell;
  return (
    <PrintPreview
      title={props.title}
      {...(props.subtitle !== undefined && { subtitle: props.subtitle })}
      letterhead={{ ar: office.display?.letterheadAr ?? [], en: office.display?.letterheadEn ?? [] }}
      options={{ pageSize: 'A4', isLandscape: props.isLandscape ?? false }}
      {...(desktop && {
        print: ({ title, isLandscape, pageSize }) => desktop.printToPdf({ title, landscape: isLandscape, pageSize }),
      })}
      onClose={props.onClose}
    >
      {props.children}
    </PrintPreview>
  );
}
