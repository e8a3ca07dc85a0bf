import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ImportDrawer } from '#renderer/record/import-drawer.tsx';
import { Listing } from '#renderer/record/listing.tsx';
import { employmentKinds, genders, type EmployeeListRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeOptions, useOptions, useUnitNames } from '../lookups.ts';
import { UnknownUnits } from './unknown-units.tsx';
import { NewEmployee } from './new-employee.tsx';
import './employee-list.css';
import { useSlice } from './staff-slice.ts';

const noRows: readonly EmployeeListRow[] = [];

/** The staff of the office, as far as the user may see it. */
export default function EmployeeList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const [isImporting, setIsImporting] = useState(false);
  const { data = noRows, isPending } = useQuery(query.employee.list.queryOptions({ input: {} }));
  const slice = useSlice();
  const rows = useMemo(() => (slice === null ? data : data.filter(slice.holds)), [data, slice]);
  const columns = useColumns();
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'hr.employee.add', title: 'hr.employee.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('hr.employee.edit'),
        perform: () => setParams({ new: '' }),
      },
      {
        ...{ id: 'hr.employee.import', title: 'hr.employee.import', icon: 'upload' },
        isVisible: may('hr.import'),
        // A sheet knows no borders of units: who has his right in a part of the office is told so.
        answer: may('platform.import') ? { ok: true } : { ok: false, problems: [{ code: 'IMPORT_WHOLE_OFFICE' }] },
        perform: () => setIsImporting(true),
      },
    ],
    [may, setParams],
  );
  return (
    <>
      <PageHeader title={text('hr.employee.title')} actions={actions} module="hr" />
      {slice !== null && (
        <p className="kit-row">
          <Tag closable className="hr-slice" onClose={() => setParams({})}>
            {slice.name}
          </Tag>
        </p>
      )}
      <Listing
        id="hr.employees"
        label={text('hr.employee.title')}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        isLoading={isPending}
        onOpen={({ id }) => void navigate(`/hr/employees/${id}`)}
        empty={{ title: text('hr.employee.empty') }}
      />
      <NewEmployee
        isOpen={params.has('new')}
        onClose={() => setParams({})}
        onMade={(id) => void navigate(`/hr/employees/${id}`)}
      />
      {isImporting && (
        <ImportDrawer
          importer="hr.employee"
          module="hr"
          title={text('hr.employee.import')}
          notice={(outcome) => <UnknownUnits outcome={outcome} />}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<EmployeeListRow>[] {
  const text = useText();
  const unitName = useUnitNames();
  const grades = useCodeOptions('SCALE');
  const certificates = useCodeOptions('CERTIFICATE');
  const kinds = useOptions(employmentKinds, 'employmentKind');
  const sexes = useOptions(genders, 'gender');
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    return [
      {
        ...{ key: 'number', title: title('officeNumber'), kind: 'text', width: 120, isLtr: true, pin: 'start' },
        value: (row) => row.number,
      },
      { key: 'fullName', title: title('fullName'), kind: 'text', width: 260, value: (row) => row.fullName },
      { key: 'unitId', title: title('unitId'), kind: 'text', width: 220, value: (row) => unitName(row.unitId) },
      { key: 'jobTitle', title: title('jobTitle'), kind: 'text', width: 150, value: (row) => row.jobTitle },
      { key: 'grade', title: title('grade'), kind: 'enum', width: 120, options: grades, value: (row) => row.grade },
      { key: 'step', title: title('step'), kind: 'number', width: 80, value: (row) => row.step },
      {
        ...{ key: 'certificate', title: title('certificate'), kind: 'enum', width: 120, options: certificates },
        value: (row) => row.certificate,
      },
      {
        ...{ key: 'employmentKind', title: title('employmentKind'), kind: 'enum', width: 110, options: kinds },
        value: (row) => row.employmentKind,
      },
      { key: 'isInService', title: title('isInService'), kind: 'boolean', value: (row) => row.isInService },
      {
        ...{ key: 'nationalCard', title: title('nationalCard'), kind: 'text', isLtr: true, isHidden: true },
        value: (row) => row.nationalCard,
      },
      {
        ...{ key: 'birthDate', title: title('birthDate'), kind: 'date', isHidden: true },
        value: (row) => row.birthDate,
      },
      {
        ...{ key: 'gender', title: title('gender'), kind: 'enum', options: sexes, isHidden: true },
        value: (row) => row.gender,
      },
    ];
  }, [text, unitName, grades, certificates, kinds, sexes]);
}
