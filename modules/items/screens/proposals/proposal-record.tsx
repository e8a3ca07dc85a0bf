import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { Answer } from '#modules/contract.ts';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn, useDisplay } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { EditForm, type ComparedField } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useCommand, useRemoval } from '#renderer/record/use-command.ts';
import { useSavedOnly } from '#renderer/record/use-saved-only.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { proposalInput, type ProposalDetail } from '../../contract/index.ts';
import { call, query } from '../client.ts';
import { useComparedItemFields } from '../compared.ts';
import '../items.css';
import { DifferenceList } from '../difference-list.tsx';
import { useGroupPaths } from '../lookups.ts';
import { ProposalFields } from './proposal-fields.tsx';
import { standingOf, standingTones } from './standing.ts';

const UNKNOWN: Answer = { ok: false, problems: [] };
const LIST = '/items/proposals';

/** One proposal of this office: the item as it should be, why, and what the data centre said. */
export default function ProposalRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const language = useLanguage();
  const { data, error } = useQuery(query.proposal.get.queryOptions({ input: { id } }));
  const { shown, adopt, isBehind } = useShown(data);
  const compared = useCompared();
  const { remove, isLeaving } = useRemoval('items', LIST);
  const actions = useActions(data, remove);
  if (error && !isLeaving) throw error;
  if (!shown || !data) return <Loading lines={8} />;
  const standing = standingOf(data);
  const { itemCode } = shown;
  return (
    <RecordPage
      table="items_proposal"
      record={shown}
      title={nameIn(language, shown)}
      subtitle={itemCode === null ? text('items.proposal.newItem') : text('items.proposal.ofItem', { code: itemCode })}
      status={<StatusTag tone={standingTones[standing]}>{text(`items.option.standing.${standing}`)}</StatusTag>}
      actions={actions}
      module="items"
      listPath={LIST}
      isBehind={isBehind}
      reload={adopt}
      parts={
        itemCode === null
          ? []
          : [
              {
                ...{ key: 'differences', label: text('items.compare.title') },
                content: (
                  <DifferenceList
                    of={nameIn(language, shown)}
                    differences={data.differences}
                    empty={{ title: text('items.compare.same'), hint: text('items.proposal.sameHint') }}
                  />
                ),
              },
            ]
      }
    >
      <Decision of={data} />
      <EditForm
        schema={proposalInput}
        module="items"
        record={shown}
        answer={shown.can.edit}
        compared={compared}
        latest={async () => ({ ...(await call.proposal.get({ id })) })}
        command="items.proposal.edit"
        send={async (input, revision) => {
          await call.proposal.edit({ ...input, id, revision });
        }}
        onSaved={adopt}
      >
        <ProposalFields isNewItem={itemCode === null} />
      </EditForm>
    </RecordPage>
  );
}

/** What is compared of an item, and with it where it would belong, and why. */
function useCompared(): readonly ComparedField[] {
  const itemFields = useComparedItemFields();
  const groupPath = useGroupPaths();
  return useMemo(
    () => [
      ...itemFields,
      { key: 'kindCode', kind: 'text', say: (code) => (typeof code === 'string' ? groupPath(code) : '') },
      { key: 'reason', kind: 'text' },
    ],
    [itemFields, groupPath],
  );
}

/** What the data centre said of it. */
function Decision({ of: { state, decision } }: { readonly of: ProposalDetail }) {
  const text = useText();
  const { moment } = useDisplay();
  if (decision === null) {
    return state === 'proposed' ? (
      <Alert type="info" showIcon className="items-notice" title={text('items.decision.waits')} />
    ) : null;
  }
  const { isAccepted, reason, decidedBy, decidedAt } = decision;
  return (
    <Alert
      type={isAccepted ? 'success' : 'warning'}
      showIcon
      className="items-notice"
      title={text(isAccepted ? 'items.decision.accepted' : 'items.decision.refused', {
        ...{ by: decidedBy, at: moment(decidedAt) },
      })}
      description={reason}
    />
  );
}

function useActions(
  of: ProposalDetail | undefined,
  remove: ReturnType<typeof useRemoval>['remove'],
): readonly Action[] {
  const text = useText();
  const confirm = useConfirm();
  const run = useCommand('items');
  const sendable = useSavedOnly(of?.can.propose ?? UNKNOWN);
  return useMemo(() => {
    if (!of) return [];
    const { id, revision, nameAr, state, can } = of;
    return [
      {
        ...{ id: 'items.proposal.propose', title: 'items.proposal.propose', icon: 'upload', tone: 'primary' },
        ...{ isVisible: state === 'draft', answer: sendable },
        perform: async () => {
          const isSure = await confirm({
            title: text('items.proposal.proposeAsk', { name: nameAr }),
            text: text('items.proposal.proposeWhat'),
            confirm: text('items.proposal.propose'),
          });
          if (isSure) await run(() => call.proposal.propose({ id, revision }), text('items.proposal.proposed'));
        },
      },
      {
        ...{ id: 'items.proposal.takeBack', title: 'items.proposal.takeBack', icon: 'undo' },
        ...{ isVisible: state === 'proposed', answer: can.takeBack },
        perform: async () => {
          await run(() => call.proposal.takeBack({ id, revision }), text('items.proposal.takenBack'));
        },
      },
      {
        ...{ id: 'items.proposal.remove', title: 'items.proposal.remove', icon: 'trash', tone: 'danger' },
        ...{ isVisible: state === 'draft', answer: can.remove },
        perform: async () => {
          const isSure = await confirm({
            title: text('items.proposal.removeAsk', { name: nameAr }),
            confirm: text('items.proposal.remove'),
            tone: 'danger',
          });
          if (isSure) await remove(() => call.proposal.remove({ id, revision }), text('items.command.proposal.remove'));
        },
      },
    ];
  }, [of, sendable, text, confirm, run, remove]);
}
