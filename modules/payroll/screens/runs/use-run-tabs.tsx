import { useMemo, type ReactNode } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { RunDetail } from '../../contract/index.ts';
import { Adjustments } from '../adjustments/adjustments.tsx';
import { IssueList } from '../issues/issue-list.tsx';
import { runTabs } from '../outputs.ts';
import { SlipGrid } from '../slips/slip-grid.tsx';

interface ShownTab {
  readonly key: string;
  /** Already translated. */
  readonly label: string;
  readonly content: ReactNode;
}

const none: readonly ShownTab[] = [];

/** The parts of a run's page that this user may see: its slips, its issues, what is added, its papers and reports. */
export function useRunTabs(run: RunDetail | undefined): readonly ShownTab[] {
  const text = useText();
  const { may } = useDesk();
  return useMemo(() => {
    if (!run) return none;
    const count = run.openErrors + run.openWarnings;
    return [
      { key: 'slips', label: text('payroll.slip.title'), content: <SlipGrid run={run} /> },
      {
        ...{ key: 'issues', content: <IssueList run={run} /> },
        label: count === 0 ? text('payroll.issue.title') : text('payroll.issue.titleCount', { number: count }),
      },
      { key: 'adjustments', label: text('payroll.adjustment.title'), content: <Adjustments run={run} /> },
      ...runTabs
        .filter(({ permission }) => may(permission))
        .map(({ key, title, render }) => ({ key, label: text(title), content: render(run) })),
    ];
  }, [run, text, may]);
}
