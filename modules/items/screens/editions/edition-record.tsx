import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { EditForm } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand, useRemoval } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { editionInput, type EditionDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import '../items.css';
import { EditionLines } from './edition-lines.tsx';
import { standingTones } from './standing.ts';

const LIST = '/items/editions';

/** One edition: what it changes, and its way from draft to publication. */
export default function EditionRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const { moment } = useDisplay();
  const { data, error } = useQuery(query.edition.get.queryOptions({ input: { id } }));
  const { shown, adopt, isBehind } = useShown(data);
  const { remove, isLeaving } = useRemoval('items', LIST);
  const actions = useActions(data, remove);
  if (error && !isLeaving) throw error;
  if (!shown) return <Loading lines={8} />;
  const { standing } = shown;
  return (
    <RecordPage
      table="items_edition"
      record={shown}
      title={text('items.edition.one', { version: shown.version })}
      subtitle={
        shown.publishedAt === null
          ? text('items.edition.notYet')
          : text('items.edition.since', { at: moment(shown.publishedAt) })
      }
      status={<StatusTag tone={standingTones[standing]}>{text(`items.option.state.${standing}`)}</StatusTag>}
      actions={actions}
      module="items"
      listPath={LIST}
      isBehind={isBehind}
      reload={adopt}
      parts={[{ key: 'lines', label: text('items.compare.title'), content: <EditionLines of={shown} /> }]}
    >
      {standing === 'awaited' && (
        <Alert type="warning" showIcon className="items-notice" title={text('items.edition.awaited')} />
      )}
      <EditForm
        schema={editionInput}
        module="items"
        record={shown}
        answer={shown.can.edit}
        compared={[{ key: 'note', kind: 'text' }]}
        latest={async () => ({ ...(await call.edition.get({ id })) })}
        command="items.edition.edit"
        send={async (input, revision) => {
          await call.edition.edit({ ...input, id, revision });
        }}
        onSaved={adopt}
      >
        <FormSection>
          <TextAreaField name="note" span={3} hint={text('items.edition.noteHint')} maxLength={1_000} />
        </FormSection>
      </EditForm>
      {shown.hash !== null && (
        <p className="kit-soft">
          {text('items.edition.hash')} <bdi dir="ltr">{shown.hash}</bdi>
        </p>
      )}
    </RecordPage>
  );
}

function useActions(of: EditionDetail | undefined, remove: ReturnType<typeof useRemoval>['remove']): readonly Action[] {
  const text = useText();
  const confirm = useConfirm();
  const run = useCommand('items');
  return useMemo(() => {
    if (!of) return [];
    const { id, revision, version, state, lines, can } = of;
    return [
      {
        ...{ id: 'items.edition.publish', title: 'items.edition.publish', icon: 'check', tone: 'primary' },
        ...{ isVisible: state === 'draft', answer: can.publish },
        perform: async () => {
          const isSure = await confirm({
            title: text('items.edition.publishAsk', { version, lines }),
            text: text('items.edition.publishWhat'),
            confirm: text('items.edition.publish'),
          });
          if (isSure) await run(() => call.edition.publish({ id, revision }), text('items.edition.publishedDone'));
        },
      },
      {
        ...{ id: 'items.edition.discard', title: 'items.edition.discard', icon: 'trash', tone: 'danger' },
        ...{ isVisible: state === 'draft', answer: can.discard },
        perform: async () => {
          const isSure = await confirm({
            title: text('items.edition.discardAsk', { version }),
            text: text('items.edition.discardWhat'),
            confirm: text('items.edition.discard'),
            tone: 'danger',
          });
          if (isSure) await remove(() => call.edition.discard({ id, revision }), text('items.command.edition.discard'));
        },
      },
    ];
  }, [of, text, confirm, run, remove]);
}
