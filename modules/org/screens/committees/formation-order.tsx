import { PaperMarks, SignatureBlocks } from '#renderer/kit/print/letterhead.tsx';
import { PrintTable } from '#renderer/kit/print/print-table.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import type { CommitteeRow } from '../../contract.ts';
import './committees.css';
import { useSeatOptions, useUnitNames } from '../lookups.ts';

type Member = CommitteeRow['members'][number];

/** The administrative order (أمر إداري) that forms a committee, as it is signed and sent out. */
export function FormationOrder({
  committee,
  onClose,
}: {
  readonly committee: CommitteeRow;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { language, date } = useDisplay();
  const seats = useSeatOptions();
  const unitName = useUnitNames();
  const name = nameIn(language, committee);
  const columns: readonly Column<Member>[] = [
    { key: 'personName', title: text('org.field.personName'), kind: 'text', value: (member) => member.personName },
    { key: 'jobTitle', title: text('org.field.jobTitle'), kind: 'text', value: (member) => member.jobTitle },
    { key: 'seat', title: text('org.field.seat'), kind: 'enum', options: seats, value: (member) => member.seat },
  ];
  return (
    <Paper title={text('org.committee.print.title')} onClose={onClose}>
      <PaperMarks
        marks={[
          { label: text('org.field.orderNumber'), value: committee.orderNumber },
          { label: text('org.field.orderDate'), value: date(committee.orderDate) },
        ]}
      />
      <h2 className="org-paper-subject">{text('org.committee.print.subject', { name })}</h2>
      <p className="org-paper-body">
        {text('org.committee.print.body', {
          name,
          unit: unitName(committee.unitId) || committee.unitNameAr,
          from: date(committee.validFrom),
        })}
      </p>
      <PrintTable
        columns={columns}
        rows={committee.members}
        rowKey={(member) => `${member.seat} ${member.personName}`}
      />
      {committee.purpose !== null && (
        <p className="org-paper-body">{text('org.committee.print.purpose', { purpose: committee.purpose })}</p>
      )}
      <SignatureBlocks blocks={[{ role: text('org.committee.print.signature') }]} />
      <p>{text('org.committee.print.copies')}</p>
      <ul>
        <li>{text('org.committee.print.copyMembers')}</li>
        <li>{text('org.committee.print.copyFile')}</li>
      </ul>
    </Paper>
  );
}
