import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Parts } from '#renderer/desk/parts.tsx';
import type { Action } from '#renderer/kit/actions.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { query } from '../client.ts';
import { DoubleFileGrid } from '../double-files/double-file-grid.tsx';
import { HandoverGrid } from './handover-grid.tsx';

const HEIGHT = 'calc(100dvh - 224px)';

/** The employees on their way between this office and others, and those whom another one has in its files too. */
export default function HandoverPage() {
  const text = useText();
  const [params, setParams] = useSearchParams();
  const part = params.get('part') ?? 'in';
  const actions = useTogether();
  return (
    <>
      <PageHeader title={text('hr.handover.title')} actions={actions} module="hr" />
      <Parts
        label={text('hr.handover.title')}
        current={part}
        onChange={(key) => setParams({ part: key }, { replace: true })}
        parts={[
          {
            ...{ key: 'in', label: text('hr.handover.incoming') },
            content: part === 'in' && <HandoverGrid direction="in" height={HEIGHT} />,
          },
          {
            ...{ key: 'out', label: text('hr.handover.outgoing') },
            content: part === 'out' && <HandoverGrid direction="out" height={HEIGHT} />,
          },
          {
            ...{ key: 'double', label: text('hr.doubleFile.part') },
            content: part === 'double' && <DoubleFileGrid height={HEIGHT} />,
          },
        ]}
      />
    </>
  );
}

/** Many at once: a region is organised anew, an office is split. */
function useTogether(): readonly Action[] {
  const navigate = useNavigate();
  const { may } = useDesk();
  const { data: debts } = useQuery(query.handover.waitingDebts.queryOptions());
  const hasDebts = debts !== undefined && debts.length > 0;
  return useMemo(
    () => [
      {
        ...{ id: 'hr.handovers.debts', title: 'hr.together.debts', icon: 'stamp' },
        ...{ isVisible: hasDebts, perform: () => void navigate('/hr/handovers/debts') },
      },
      {
        ...{ id: 'hr.handovers.accept', title: 'hr.together.accept', icon: 'check' },
        ...{ isVisible: may('hr.handover.accept'), perform: () => void navigate('/hr/handovers/accept') },
      },
      {
        ...{ id: 'hr.handovers.send', title: 'hr.together.send', icon: 'move', shortcut: 'Ctrl+Alt+N' },
        ...{ isVisible: may('hr.handover.send'), perform: () => void navigate('/hr/handovers/send') },
      },
    ],
    [may, hasDebts, navigate],
  );
}
