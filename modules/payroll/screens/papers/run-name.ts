import { useCallback } from 'react';
import type { Month } from '#kernel/date.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunKind } from '../../contract/index.ts';

interface NamedRun {
  readonly entityName: string;
  readonly month: Month;
  readonly kind: RunKind;
}

/** What stands below the title of every paper of a run: whose pay, of which month, of which kind. */
export function useRunName(): (run: NamedRun) => string {
  const text = useText();
  const { month } = useDisplay();
  return useCallback(
    (run) => [run.entityName, month(run.month), text(`payroll.option.kind.${run.kind}`)].join(' — '),
    [text, month],
  );
}
