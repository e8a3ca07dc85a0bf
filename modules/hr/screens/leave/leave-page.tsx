import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Parts } from '#renderer/desk/parts.tsx';
import type { Action } from '#renderer/kit/actions.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { LeaveCalendar } from './leave-calendar.tsx';
import { LeaveGrid } from './leave-grid.tsx';
import { LeaveRequest } from './leave-request.tsx';

/** The leaves: what was asked for and granted, and who is away when. */
export default function LeavePage() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const [part, setPart] = useState('requests');
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'hr.leave.add', title: 'hr.leave.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('hr.leave.request'),
        perform: () => setParams({ new: '' }),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader title={text('hr.leave.title')} actions={actions} module="hr" />
      <Parts
        label={text('hr.leave.title')}
        current={part}
        onChange={setPart}
        parts={[
          {
            key: 'requests',
            label: text('hr.leave.requests'),
            content: <LeaveGrid employeeId={null} height="calc(100dvh - 224px)" />,
          },
          { key: 'calendar', label: text('hr.leave.calendar'), content: part === 'calendar' && <LeaveCalendar /> },
        ]}
      />
      {params.has('new') && (
        <LeaveRequest
          employeeId={params.get('new') || null}
          onClose={() => setParams({})}
          onMade={(id) => void navigate(`/hr/leave/${id}`)}
        />
      )}
    </>
  );
}
