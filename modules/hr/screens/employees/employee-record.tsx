import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useText } from '#renderer/locale/text.ts';
import { demandHere } from '#renderer/failure.ts';
import { useDesk } from '#renderer/module.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useShown } from '#renderer/record/use-shown.ts';
import { employeeInput } from '../../contract/index.ts';
import { judgePapers, plainPapers } from '../../rules/papers.ts';
import { call, query } from '../client.ts';
import { useUnitNames } from '../lookups.ts';
import { DoubleFileBanner } from '../double-files/double-file-banner.tsx';
import { AwayBanner } from '../handover/away-banner.tsx';
import { SendEmployee } from '../handover/send-employee.tsx';
import { EmployeeLeaves } from '../leave/employee-leaves.tsx';
import { OrderGrid } from '../orders/order-grid.tsx';
import { Career } from './career.tsx';
import { EmployeeFields } from './employee-fields.tsx';
import { Accounts, Dependants, Numbers, Qualifications } from './employee-list-forms.tsx';
import { PhotoDialog } from './photo-dialog.tsx';
import { Photo } from './photo.tsx';
import { ServiceRecord } from './service-record.tsx';

const editInput = employeeInput.omit({ unitId: true });
const compared: readonly ComparedField[] = Object.keys(editInput.shape).map((key) => ({
  key,
  kind: key === 'birthDate' ? 'date' : key === 'isBirthDayAssumed' ? 'boolean' : 'text',
}));

/** The file of one employee: papers, numbers, family, account, and what orders say of him. */
export default function EmployeeRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const navigate = useNavigate();
  const { today, may } = useDesk();
  const unitName = useUnitNames();
  const { data, error } = useQuery(query.employee.get.queryOptions({ input: { id } }));
  const { shown: employee, adopt, isBehind } = useShown(data);
  const [dialog, setDialog] = useState<'print' | 'photo' | 'handOver' | null>(null);
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'hr.employee.order', title: 'hr.order.new', icon: 'stamp' },
        ...(employee && { answer: employee.can.draftOrder }),
        perform: () =>
          void navigate(`/hr/orders/new?number=${employee?.numbers[0]?.number ?? employee?.nationalCard ?? ''}`),
      },
      {
        ...{ id: 'hr.employee.handOver', title: 'hr.handover.send', icon: 'move' },
        ...(employee && { answer: employee.can.handOver }),
        isVisible: may('hr.handover.send'),
        perform: () => setDialog('handOver'),
      },
      {
        ...{ id: 'hr.employee.print', title: 'hr.employee.print', icon: 'print', shortcut: 'Ctrl+P' },
        perform: () => setDialog('print'),
      },
      {
        ...{ id: 'hr.employee.photo', title: 'hr.employee.photo', icon: 'image' },
        ...(employee && { answer: employee.can.edit }),
        isVisible: may('files.attachment.edit'),
        perform: () => setDialog('photo'),
      },
    ],
    [employee, navigate, may],
  );
  if (error) throw error;
  if (!employee) return <Loading lines={8} />;
  const list = { employee, answer: employee.can.edit, onSaved: adopt };
  return (
    <>
      {employee.handover !== null && <AwayBanner handover={employee.handover} />}
      {employee.doubleFiles.map((notice) => (
        <DoubleFileBanner key={notice.id} notice={notice} />
      ))}
      <RecordPage
        key={employee.id}
        table="hr_employee"
        record={employee}
        title={employee.fullName}
        subtitle={unitName(employee.unitId)}
        status={
          <>
            {employee.photoId !== null && may('files.attachment.view') && (
              <Photo photoId={employee.photoId} name={employee.fullName} size="small" />
            )}
            <StatusTag tone="plain">{text(`hr.option.employmentKind.${employee.employmentKind}`)}</StatusTag>
          </>
        }
        actions={actions}
        module="hr"
        listPath="/hr/employees"
        isBehind={isBehind}
        reload={adopt}
        parts={[
          { key: 'career', label: text('hr.employee.career'), content: <Career id={id} /> },
          { key: 'orders', label: text('hr.employee.orders'), content: <OrderGrid employeeId={id} /> },
          {
            ...{ key: 'leaves', label: text('hr.leave.title') },
            content: <EmployeeLeaves id={id} answer={employee.can.requestLeave} />,
          },
          {
            ...{ key: 'dependants', label: text('hr.employee.dependants') },
            content: <Dependants {...list} rows={employee.dependants} />,
          },
          {
            ...{ key: 'accounts', label: text('hr.employee.accounts') },
            content: <Accounts {...list} rows={employee.accounts} />,
          },
          {
            ...{ key: 'numbers', label: text('hr.employee.numbers') },
            content: <Numbers {...list} rows={employee.numbers} />,
          },
          {
            ...{ key: 'qualifications', label: text('hr.employee.qualifications') },
            content: <Qualifications {...list} rows={employee.qualifications} />,
          },
        ]}
      >
        <EditForm
          schema={editInput}
          module="hr"
          record={employee}
          answer={employee.can.edit}
          compared={compared}
          latest={async () => ({ ...(await call.employee.get({ id })) })}
          command="hr.employee.edit"
          send={async (input, revision) => {
            demandHere(judgePapers(plainPapers(input), today));
            await call.employee.edit({ ...input, id, revision });
          }}
          onSaved={adopt}
        >
          <EmployeeFields />
        </EditForm>
      </RecordPage>
      {dialog === 'print' && <ServiceRecord employee={employee} onClose={() => setDialog(null)} />}
      {dialog === 'handOver' && <SendEmployee employeeId={id} onClose={() => setDialog(null)} />}
      {dialog === 'photo' && <PhotoDialog employee={employee} onSaved={adopt} onClose={() => setDialog(null)} />}
    </>
  );
}
