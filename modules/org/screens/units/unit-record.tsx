import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { demandHere } from '#renderer/failure.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { unitInput } from '../../contract.ts';
import { judgeClosing, judgePeriod } from '../../rules/index.ts';
import { call, query } from '../client.ts';
import { useUnitNames, useUnits } from '../lookups.ts';
import { OnDay } from '../on-day.tsx';
import { MoveUnit } from './move-unit.tsx';
import { UnitFields } from './unit-fields.tsx';

const editInput = unitInput.omit({ parentId: true, type: true, validTo: true });
const compared: readonly ComparedField[] = [
  { key: 'code', kind: 'text' },
  { key: 'nameAr', kind: 'text' },
  { key: 'nameCkb', kind: 'text' },
  { key: 'nameEn', kind: 'text' },
  { key: 'validFrom', kind: 'date' },
  { key: 'isPayingEntity', kind: 'boolean' },
];

/** One unit: its names and period, its moves, its papers and its history. */
export default function UnitRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const language = useLanguage();
  const run = useCommand('org');
  const confirm = useConfirm();
  const nameOf = useUnitNames();
  const units = useUnits();
  const { data, error } = useQuery(query.unit.get.queryOptions({ input: { id } }));
  const { shown: unit, adopt, isBehind } = useShown(data);
  const [dialog, setDialog] = useState<'move' | 'close' | null>(null);
  const actions = useMemo<readonly Action[]>(() => {
    if (!unit) return [];
    const name = nameIn(language, unit);
    const reopen = async (): Promise<void> => {
      const isSure = await confirm({
        title: text('org.unit.reopen.ask', { name }),
        confirm: text('org.move.unit.reopen'),
      });
      if (isSure) await run(() => call.unit.reopen({ id, revision: unit.revision }), text('org.command.unit.reopen'));
    };
    const isOpen = unit.state === 'open';
    return [
      {
        ...{ id: 'org.unit.move', title: 'org.move.unit.move', icon: 'move', answer: unit.can.move },
        isVisible: isOpen && unit.parentId !== null,
        perform: () => setDialog('move'),
      },
      {
        ...{ id: 'org.unit.close', title: 'org.move.unit.close', icon: 'lock', answer: unit.can.close },
        isVisible: isOpen,
        perform: () => setDialog('close'),
      },
      {
        ...{ id: 'org.unit.reopen', title: 'org.move.unit.reopen', icon: 'unlock', answer: unit.can.reopen },
        isVisible: !isOpen,
        perform: reopen,
      },
    ];
  }, [unit, id, language, text, confirm, run]);
  if (error) throw error;
  if (!unit) return <Loading lines={8} />;
  const name = nameIn(language, unit);
  return (
    <>
      <RecordPage
        table="org_unit"
        record={unit}
        title={name}
        subtitle={[text(`org.option.type.${unit.type}`), nameOf(unit.parentId)].filter(Boolean).join(' · ')}
        status={
          <StatusTag tone={unit.state === 'open' ? 'good' : 'plain'}>{text(`org.state.unit.${unit.state}`)}</StatusTag>
        }
        actions={actions}
        module="org"
        listPath="/org/units"
        isBehind={isBehind}
        reload={adopt}
      >
        <EditForm
          schema={editInput}
          module="org"
          record={unit}
          answer={unit.can.edit}
          compared={compared}
          latest={async () => ({ ...(await call.unit.get({ id })) })}
          command="org.unit.edit"
          send={async (input, revision) => {
            demandHere(judgePeriod({ ...input, validTo: unit.validTo }));
            await call.unit.edit({ ...input, id, revision });
          }}
          onSaved={adopt}
        >
          <UnitFields />
        </EditForm>
      </RecordPage>
      {dialog === 'move' && <MoveUnit move={{ unit, parentId: null }} onClose={() => setDialog(null)} />}
      {dialog === 'close' && (
        <OnDay
          title={text('org.unit.close.title', { name })}
          body={text('org.unit.close.body')}
          label={text('org.unit.close.on')}
          submitLabel={text('org.unit.close.submit')}
          command="org.unit.close"
          end={async (validTo) => {
            const below = units.filter(({ parentId }) => parentId === id);
            demandHere(judgeClosing(unit, below, validTo));
            await call.unit.close({ id, revision: unit.revision, validTo });
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
