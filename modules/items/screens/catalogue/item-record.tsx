import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { EditForm } from '#renderer/record/edit-form.tsx';
import { RecordPage } from '#renderer/record/record-page.tsx';
import { useRemoval } from '#renderer/record/use-command.ts';
import { useShown } from '#renderer/record/use-shown.ts';
import { itemInput, type ItemDetail } from '../../contract/index.ts';
import { parentOf } from '../../rules/codes.ts';
import { call, query } from '../client.ts';
import '../items.css';
import { useComparedItemFields } from '../compared.ts';
import { ItemFields } from '../item-fields.tsx';
import { useGroupPaths } from '../lookups.ts';
import { NewProposal } from '../proposals/new-proposal.tsx';
import { statusTones } from './item-columns.ts';
import { ItemHistory } from './item-history.tsx';

const LIST = '/items/catalogue';

/** One item: what is said of it, by which editions, and what can be done about it here. */
export default function ItemRecord() {
  const { id = '' } = useParams();
  const text = useText();
  const language = useLanguage();
  const groupPath = useGroupPaths();
  const compared = useComparedItemFields();
  const { data, error } = useQuery(query.item.get.queryOptions({ input: { id } }));
  const { shown, adopt, isBehind } = useShown(data);
  const [isProposing, setIsProposing] = useState(false);
  const { remove, isLeaving } = useRemoval('items', LIST);
  const actions = useActions(shown, { remove, propose: () => setIsProposing(true) });
  if (error && !isLeaving) throw error;
  if (!shown) return <Loading lines={8} />;
  const { code } = shown;
  return (
    <>
      <RecordPage
        table="items_item"
        record={shown}
        title={nameIn(language, shown)}
        subtitle={text('items.catalogue.place', { code, path: groupPath(parentOf(code) ?? '') })}
        status={
          <>
            <StatusTag tone={statusTones[shown.status]}>{text(`items.option.status.${shown.status}`)}</StatusTag>
            {shown.isDraft && <StatusTag tone="busy">{text('items.catalogue.inDraft')}</StatusTag>}
          </>
        }
        actions={actions}
        module="items"
        listPath={LIST}
        isBehind={isBehind}
        reload={adopt}
        parts={[
          { key: 'editions', label: text('items.history.title'), content: <ItemHistory history={shown.history} /> },
        ]}
      >
        {shown.isDraft && (
          <Alert type="info" showIcon className="items-notice" title={text('items.catalogue.inDraftWhat')} />
        )}
        <EditForm
          schema={itemInput}
          module="items"
          record={shown}
          answer={shown.can.edit}
          compared={compared}
          latest={async () => ({ ...(await call.item.get({ id })) })}
          command="items.item.edit"
          send={async (input, revision) => {
            await call.item.edit({ ...input, id: shown.id, revision });
          }}
          onSaved={adopt}
        >
          <ItemFields />
        </EditForm>
      </RecordPage>
      {isProposing && <ProposeChange of={shown} onClose={() => setIsProposing(false)} />}
    </>
  );
}

function ProposeChange({ of, onClose }: { readonly of: ItemDetail; readonly onClose: () => void }) {
  const navigate = useNavigate();
  return <NewProposal of={of} onClose={onClose} onMade={(id) => void navigate(`/items/proposals/${id}`)} />;
}

interface Doing {
  readonly remove: ReturnType<typeof useRemoval>['remove'];
  readonly propose: () => void;
}

function useActions(of: ItemDetail | undefined, { remove, propose }: Doing): readonly Action[] {
  const text = useText();
  const confirm = useConfirm();
  return useMemo(() => {
    if (!of) return [];
    const { id, revision, nameAr, isDraft, can } = of;
    return [
      {
        ...{ id: 'items.item.proposeChange', title: 'items.proposal.change', icon: 'edit', tone: 'primary' },
        isVisible: can.propose.ok,
        perform: propose,
      },
      {
        ...{ id: 'items.item.remove', title: 'items.catalogue.remove', icon: 'trash', tone: 'danger' },
        isVisible: isDraft && can.remove.ok,
        perform: async () => {
          const isSure = await confirm({
            title: text('items.catalogue.removeAsk', { name: nameAr }),
            text: text('items.catalogue.removeWhat'),
            confirm: text('items.catalogue.remove'),
            tone: 'danger',
          });
          if (isSure) await remove(() => call.item.remove({ id, revision }), text('items.command.item.remove'));
        },
      },
    ];
  }, [of, propose, text, confirm, remove]);
}
