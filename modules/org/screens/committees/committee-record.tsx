import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { demandHere } from '#renderer/failure.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useShown } from '#renderer/record/use-shown.ts';
import { committeeInput, memberInput } from '../../contract.ts';
import { judgeCommittee } from '../../rules/index.ts';
import { call, query } from '../client.ts';
import { useSeatOptions, useUnitNames } from '../lookups.ts';
import { OnDay } from '../on-day.tsx';
import { CommitteeFields } from './committee-fields.tsx';
import { FormationOrder } from './formation-order.tsx';

const editInput = committeeInput.omit({ validTo: true });
const plain: readonly ComparedField[] = [
  { key: 'nameAr', kind: 'text' },
  { key: 'nameCkb', kind: 'text' },
  { key: 'nameEn', kind: 'text' },
  { key: 'purpose', kind: 'text' },
  { key: 'orderNumber', kind: 'text' },
  { key: 'orderDate', kind: 'date' },
  { key: 'validFrom', kind: 'date' },
];

/** One committee: its order, its members, its papers; its formation order can be printed. */
export default function CommitteeRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const { language, digits, date } = useDisplay();
  const compared = useCompared();
  const { data, error } = useQuery(query.committee.get.queryOptions({ input: { id } }));
  const { shown: committee, adopt, isBehind } = useShown(data);
  const [dialog, setDialog] = useState<'close' | 'print' | null>(null);
  const actions = useMemo<readonly Action[]>(
    () =>
      committee
        ? [
            {
              ...{ id: 'org.committee.print', title: 'org.committee.print', icon: 'print', shortcut: 'Ctrl+P' },
              perform: () => setDialog('print'),
            },
            {
              ...{ id: 'org.committee.close', title: 'org.move.committee.close', icon: 'lock' },
              isVisible: committee.state === 'open',
              answer: committee.can.close,
              perform: () => setDialog('close'),
            },
          ]
        : [],
    [committee],
  );
  if (error) throw error;
  if (!committee) return <Loading lines={8} />;
  const name = nameIn(language, committee);
  return (
    <>
      <RecordPage
        table="org_committee"
        record={committee}
        title={name}
        subtitle={text('org.committee.orderLine', {
          number: digits(committee.orderNumber),
          date: date(committee.orderDate),
        })}
        status={
          <StatusTag tone={committee.state === 'open' ? 'good' : 'plain'}>
            {text(`org.state.committee.${committee.state}`)}
          </StatusTag>
        }
        actions={actions}
        module="org"
        listPath="/org/committees"
        isBehind={isBehind}
        reload={adopt}
      >
        <EditForm
          schema={editInput}
          module="org"
          record={{ ...committee, members: committee.members.map((member) => ({ ...member })) }}
          answer={committee.can.edit}
          compared={compared}
          latest={async () => ({ ...(await call.committee.get({ id })) })}
          command="org.committee.edit"
          send={async (input, revision) => {
            demandHere(judgeCommittee({ ...input, validTo: committee.validTo }));
            await call.committee.edit({ ...input, id, revision });
          }}
          onSaved={adopt}
        >
          <CommitteeFields />
        </EditForm>
      </RecordPage>
      {dialog === 'print' && <FormationOrder committee={committee} onClose={() => setDialog(null)} />}
      {dialog === 'close' && (
        <OnDay
          title={text('org.committee.close.title', { name })}
          label={text('org.committee.close.on')}
          submitLabel={text('org.move.committee.close')}
          command="org.committee.close"
          end={(validTo) => call.committee.close({ id, revision: committee.revision, validTo })}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

const memberList = z.array(memberInput).catch([]);

/** The members are one value: a committee of half of each version would be nobody's. */
function useCompared(): readonly ComparedField[] {
  const { language } = useDisplay();
  const unitName = useUnitNames();
  const seats = useSeatOptions();
  return useMemo(
    () => [
      ...plain,
      { key: 'unitId', kind: 'id', say: (id) => unitName(typeof id === 'string' ? id : null) },
      {
        ...{ key: 'members', kind: 'json' },
        say: (members) =>
          memberList
            .parse(members)
            .map(({ personName, jobTitle, seat }) =>
              [personName, jobTitle, seats.find(({ value }) => value === seat)?.label].filter(Boolean).join(' — '),
            )
            .join(language === 'en' ? '; ' : '؛ '),
      },
    ],
    [language, unitName, seats],
  );
}
