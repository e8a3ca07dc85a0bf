import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { TreePicker } from '#renderer/kit/fields/tree-field.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ImportDrawer } from '#renderer/record/import-drawer.tsx';
import { Listing } from '#renderer/record/listing.tsx';
import type { ItemRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useCatalogue, useGroupNodes } from '../lookups.ts';
import { NewProposal } from '../proposals/new-proposal.tsx';
import { useItemColumns } from './item-columns.ts';
import { NewItem } from './new-item.tsx';
import '../items.css';

const noRows: readonly ItemRow[] = [];

/** The catalogue: every item with its code, or those of one group. */
export default function ItemList() {
  const text = useText();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [isImporting, setIsImporting] = useState(false);
  const group = params.get('group');
  const nodes = useGroupNodes({ isOfKinds: false });
  const { data, isPending } = useQuery(query.item.list.queryOptions({ input: { ...(group !== null && { group }) } }));
  const rows = data?.rows ?? noRows;
  const { isWriter, isProposer, hasDraft, standing } = useCatalogue();
  const columns = useItemColumns({ hasDraft });
  const open = useCallback(
    (what: 'new' | 'propose'): void => setParams({ ...(group !== null && { group }), [what]: '' }),
    [setParams, group],
  );
  const importing = useCallback(() => setIsImporting(true), []);
  const actions = useItemActions({ open, importing });
  const close = (): void => setParams({ ...(group !== null && { group }) });
  const hint = isWriter ? 'items.catalogue.emptyWriter' : 'items.catalogue.emptyReader';
  return (
    <>
      <PageHeader title={text('items.catalogue.title')} subtitle={standing} actions={actions} module="items" />
      <div className="items-tools">
        <span>{text('items.catalogue.group')}</span>
        <TreePicker
          nodes={nodes}
          value={group}
          label={text('items.catalogue.group')}
          onChange={(code) => setParams({ ...(code !== null && { group: code }) })}
        />
        <span className="kit-soft">{text('items.catalogue.unconfirmed')}</span>
      </div>
      {data !== undefined && data.total > rows.length && (
        <Alert
          type="info"
          showIcon
          title={text('items.catalogue.tooMany', { shown: rows.length, total: data.total })}
        />
      )}
      <Listing
        id="items.catalogue"
        label={text('items.catalogue.title')}
        rows={rows}
        columns={columns}
        rowKey={({ code }) => code}
        isLoading={isPending}
        height="calc(100dvh - 225px)"
        onOpen={({ id }) => void navigate(`/items/catalogue/${id}`)}
        empty={{
          title: text('items.catalogue.empty'),
          hint: text(group === null ? hint : 'items.catalogue.emptyGroup'),
        }}
      />
      {isWriter && params.has('new') && (
        <NewItem group={group} onClose={close} onMade={(id) => void navigate(`/items/catalogue/${id}`)} />
      )}
      {isProposer && params.has('propose') && (
        <NewProposal of={null} onClose={close} onMade={(id) => void navigate(`/items/proposals/${id}`)} />
      )}
      {isImporting && (
        <ImportDrawer
          importer="items.item"
          module="items"
          title={text('items.catalogue.import')}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}

function useItemActions(to: {
  readonly open: (what: 'new' | 'propose') => void;
  readonly importing: () => void;
}): readonly Action[] {
  const { may } = useDesk();
  const { isWriter, isProposer, draftId } = useCatalogue();
  const navigate = useNavigate();
  const { open, importing } = to;
  return useMemo(
    () => [
      {
        ...{ id: 'items.edition.open', title: 'items.edition.openDraft', icon: 'history' },
        isVisible: isWriter && draftId !== null,
        perform: () => void navigate(`/items/editions/${draftId}`),
      },
      {
        ...{ id: 'items.item.import', title: 'items.catalogue.import', icon: 'upload' },
        isVisible: isWriter && may('platform.import'),
        perform: importing,
      },
      {
        ...{ id: 'items.item.add', title: 'items.catalogue.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: isWriter },
        perform: () => open('new'),
      },
      {
        ...{ id: 'items.item.propose', title: 'items.proposal.new', icon: 'plus', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Alt+N', isVisible: isProposer },
        perform: () => open('propose'),
      },
    ],
    [may, isWriter, isProposer, draftId, navigate, open, importing],
  );
}
