import { useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import type { ImportAdapter, ImportOutcome, ImportRequest } from '#renderer/kit/import-wizard/adapter.ts';
import { ImportWizard } from '#renderer/kit/import-wizard/import-wizard.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { platform } from '#renderer/rpc.ts';
import { followJob } from './follow-job.ts';
import { saveSheet } from './save-sheet.ts';

/** The wizard that brings a file's rows into one of the office's importers, tried first and written as a job. */
export function ImportDrawer(props: {
  /** `org.unit` */
  readonly importer: string;
  readonly module: string;
  /** Already translated. */
  readonly title: string;
  /** What is said above the outcome of a dry run, where the refusals have a common cause. */
  readonly notice?: (outcome: ImportOutcome) => ReactNode;
  readonly onClose: () => void;
}) {
  const { importer, title } = props;
  const queries = useQueryClient();
  const text = useText();
  const { direction } = useDisplay();
  const adapter = useMemo<ImportAdapter>(
    () => ({
      read: async (file) => platform.call.import.read({ importer, file }),
      rehearse: async (request, onProgress, signal) => {
        const { jobId } = await platform.call.import.rehearse(inputOf(importer, request));
        return outcomeOf(await followJob(jobId, onProgress, signal));
      },
      commit: async (request, onProgress, signal) => {
        const { jobId } = await platform.call.import.commit(inputOf(importer, request));
        const outcome = outcomeOf(await followJob(jobId, onProgress, signal));
        await queries.invalidateQueries();
        return outcome;
      },
      exportRest: (headings, rows) =>
        saveSheet({
          name: `${title} — ${text('kit.import.rejected')}`,
          rows: [headings, ...rows],
          isRightToLeft: direction === 'rtl',
        }),
    }),
    [importer, queries, title, direction, text],
  );
  return (
    <SideDrawer isOpen title={title} width={1040} onClose={props.onClose}>
      <ImportWizard
        adapter={adapter}
        module={props.module}
        {...(props.notice && { notice: props.notice })}
        onClose={props.onClose}
      />
    </SideDrawer>
  );
}

function inputOf(importer: string, { headings, rows, mapping }: ImportRequest) {
  return { importer, headings: [...headings], rows: rows.map((row) => [...row]), mapping: { ...mapping } };
}

function outcomeOf(result: unknown): ImportOutcome {
  // The result of these two kinds of job is a `Rehearsal`, as the contract says.
  return result as ImportOutcome;
}
