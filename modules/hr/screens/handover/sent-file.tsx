import { useMemo } from 'react';
import { addDays, type LocalDate } from '#kernel/date.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { factKinds, type HandoverFile, type NewFact } from '../../contract/index.ts';
import { useFactWords } from '../fact-words.ts';
import { useCodeNames, useLeaveNames, useOptions } from '../lookups.ts';
import './handover.css';

/** The file as the other office froze it: his papers, family, accounts; his grade, service and leave. */

type Fact = readonly [label: string, value: string | null];

/** What is known, name by name; what is not is left out. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="hr-handover-facts">
      {facts.map(
        ([label, value], index) =>
          value !== null &&
          value !== '' && (
            <div key={`${index} ${label}`}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

export function PapersSheet({ file }: { readonly file: HandoverFile }) {
  const text = useText();
  const { date, shortDate, digits } = useDisplay();
  const codeName = useCodeNames();
  const { papers } = file;
  const option = (field: string, value: string | null): string | null =>
    value === null ? null : text(`hr.option.${field}.${value}`);
  const figures = (value: string | null): string | null => (value === null ? null : digits(value));
  return (
    <div className="hr-handover-sheet">
      <FactList
        facts={[
          [text('hr.field.nationalCard'), figures(papers.nationalCard)],
          [text('hr.field.birthDate'), papers.birthDate === null ? null : date(papers.birthDate)],
          [text('hr.field.birthPlace'), papers.birthPlace],
          [text('hr.field.motherName'), papers.motherName],
          [text('hr.field.gender'), option('gender', papers.gender)],
          [text('hr.field.maritalStatus'), option('maritalStatus', papers.maritalStatus)],
          // The sign stands behind the letter in every language.
          [text('hr.field.bloodGroup'), papers.bloodGroup === null ? null : `\u200E${papers.bloodGroup}\u200E`],
          [text('hr.field.phone'), figures(papers.phone)],
          [text('hr.field.employmentKind'), option('employmentKind', papers.employmentKind)],
          [text('hr.field.governorate'), papers.governorate],
          ...file.numbers.map((row): Fact => [text(`hr.option.numberKind.${row.kind}`), digits(row.number)]),
          ...file.qualifications.map((row): Fact => [
            text('hr.employee.qualifications'),
            [codeName(row.level), row.speciality, row.institution].filter(Boolean).join('، '),
          ]),
          ...file.accounts.map((row): Fact => [row.bank, row.iban ?? row.accountNumber]),
        ]}
      />
      {file.dependants.length > 0 && <h3>{text('hr.handover.dependants')}</h3>}
      {file.dependants.length > 0 && (
        <FactList
          facts={file.dependants.map((row) => [
            option('dependantKind', row.kind) ?? '',
            row.birthDate === null ? row.name : `${row.name}، ${shortDate(row.birthDate)}`,
          ])}
        />
      )}
    </div>
  );
}

export function CareerSheet({ file, from }: { readonly file: HandoverFile; readonly from: LocalDate }) {
  const text = useText();
  const { shortDate, number } = useDisplay();
  const leaveName = useLeaveNames();
  const columns = useColumns();
  return (
    <div className="hr-handover-sheet">
      <FactList
        facts={[
          [text('hr.field.jobTitle'), file.jobTitle],
          [text('hr.field.post'), file.post],
          [text('hr.field.unitId'), file.unitName],
          ...file.service.map((service): Fact => [
            text('hr.handover.service'),
            text('hr.handover.servicePeriod', {
              from: shortDate(service.from),
              to: shortDate(service.to ?? addDays(from, -1)),
            }),
          ]),
          ...file.leaveBalances.map(({ type, days }): Fact => [
            text('hr.handover.leaveBalance', { type: leaveName(type) }),
            number(days),
          ]),
        ]}
      />
      <PrintTable columns={columns} rows={file.facts} rowKey={(fact) => JSON.stringify(fact)} />
    </div>
  );
}

function useColumns(): readonly Column<NewFact>[] {
  const text = useText();
  const kinds = useOptions(factKinds, 'factKind');
  const factWords = useFactWords();
  return useMemo(
    () => [
      { key: 'from', title: text('hr.field.validFrom'), kind: 'date', width: 115, value: (row) => row.from },
      { key: 'to', title: text('hr.field.validTo'), kind: 'date', width: 115, value: (row) => row.to },
      { key: 'kind', title: text('hr.field.kind'), kind: 'enum', width: 150, options: kinds, value: (row) => row.kind },
      { key: 'value', title: text('hr.career.value'), kind: 'text', width: 320, value: (row) => factWords(row.value) },
    ],
    [text, kinds, factWords],
  );
}
