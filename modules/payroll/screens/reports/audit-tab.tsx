import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { auditChecks, type RunDetail, type zAuditReport } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCodeNames, useComponentNames } from '../lookups.ts';
import { PayList } from '../papers/pay-list.tsx';
import { useRunName } from '../papers/run-name.ts';
import './audit-tab.css';

type Report = z.infer<typeof zAuditReport>;
type Finding = Report['findings'][number];
type Check = Finding['check'];

/** The checks that auditors do on a sheet, each with its count; choosing one lists whom it found. */
export default function AuditTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const runName = useRunName();
  const navigate = useNavigate();
  const [check, setCheck] = useState<Check | null>(null);
  const { data } = useQuery(query.report.audit.queryOptions({ input: { runId: run.id } }));
  const columns = useColumns();
  const rows = useMemo(
    () => (data?.findings ?? []).filter((finding) => check === null || finding.check === check),
    [data, check],
  );
  if (!data) return <Loading lines={8} />;
  return (
    <div className="pay-audit">
      <Checks report={data} chosen={check} onChoose={setCheck} />
      <PayList
        id="payroll.audit"
        label={text('payroll.audit.title')}
        subtitle={runName(run)}
        rows={rows}
        columns={columns}
        rowKey={({ slipId, check: kind, component }) => `${slipId} ${kind} ${component ?? ''}`}
        height="calc(100dvh - 340px)"
        fileName={`${text('payroll.audit.title')} ${run.month}`}
        onOpen={({ slipId }) => void navigate(`/payroll/slips/${slipId}`)}
        empty={{ title: text('payroll.audit.clean'), hint: text('payroll.audit.tried', { count: data.slips }) }}
      />
    </div>
  );
}

function Checks(props: {
  readonly report: Report;
  readonly chosen: Check | null;
  readonly onChoose: (check: Check | null) => void;
}) {
  const { report, chosen, onChoose } = props;
  const text = useText();
  const { number } = useDisplay();
  return (
    <ul className="pay-checks" aria-label={text('payroll.audit.checks')}>
      {report.checks.map(({ check, failed }) => (
        <li key={check}>
          <button
            type="button"
            className="kit-card kit-focusable"
            aria-pressed={check === chosen}
            onClick={() => onChoose(check === chosen ? null : check)}
          >
            <span>{text(`payroll.option.auditCheck.${check}`)}</span>
            <StatusTag tone={failed === 0 ? 'good' : 'bad'}>
              {failed === 0 ? text('payroll.audit.passed') : number(failed)}
            </StatusTag>
          </button>
        </li>
      ))}
    </ul>
  );
}

function useColumns(): readonly Column<Finding>[] {
  const text = useText();
  const componentName = useComponentNames();
  const codeName = useCodeNames();
  return useMemo(
    () => [
      {
        ...{ key: 'check', title: text('payroll.audit.check'), kind: 'enum', width: 280 },
        options: auditChecks.map((value) => ({ value, label: text(`payroll.option.auditCheck.${value}`) })),
        value: (row) => row.check,
      },
      {
        key: 'fullName',
        title: text('payroll.field.fullName'),
        kind: 'text',
        width: 230,
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'component', title: text('payroll.field.component'), kind: 'text', width: 180 },
        value: (row) => (row.component === null ? null : componentName(row.component)),
      },
      {
        ...{ key: 'expected', title: text('payroll.audit.expected'), kind: 'money', width: 160 },
        value: ({ expected }) => expected,
      },
      {
        ...{ key: 'found', title: text('payroll.audit.found'), kind: 'money', width: 160 },
        value: ({ found, foundCode }) => found ?? (foundCode === null ? null : codeName(foundCode)),
      },
      {
        ...{ key: 'difference', title: text('payroll.field.difference'), kind: 'money' },
        value: ({ expected, found }) => (expected === null || found === null ? null : found - expected),
      },
    ],
    [text, componentName, codeName],
  );
}
