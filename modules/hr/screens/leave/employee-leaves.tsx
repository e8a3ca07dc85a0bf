import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Answer } from '#modules/contract.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { useText } from '#renderer/locale/text.ts';
import { LeaveGrid } from './leave-grid.tsx';
import { LeaveLedgers } from './leave-ledgers.tsx';
import { LeaveRequest } from './leave-request.tsx';

/** The leaves of one employee and their ledgers: a part of his file. */
export function EmployeeLeaves({ id, answer }: { readonly id: string; readonly answer: Answer }) {
  const text = useText();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <LeaveLedgers
        employeeId={id}
        action={
          <ActionButton
            action={{
              ...{ id: 'hr.employee.leave', title: 'hr.leave.new', icon: 'calendar', answer },
              perform: () => setIsAsking(true),
            }}
          />
        }
      />
      <h2>{text('hr.leave.title')}</h2>
      <LeaveGrid employeeId={id} height="280px" />
      {isAsking && (
        <LeaveRequest
          employeeId={id}
          onClose={() => setIsAsking(false)}
          onMade={(made) => void navigate(`/hr/leave/${made}`)}
        />
      )}
    </>
  );
}
