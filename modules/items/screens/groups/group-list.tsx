import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { ImportDrawer } from '#renderer/record/import-drawer.tsx';
import { Listing } from '#renderer/record/listing.tsx';
import { groupLevels, type GroupRow } from '../../contract/index.ts';
import { draftColumn } from '../catalogue/item-columns.ts';
import { query } from '../client.ts';
import { useCatalogue, useOptions } from '../lookups.ts';
import { GroupDrawer } from './group-drawer.tsx';

const noGroups: readonly GroupRow[] = [];
/** What sets a group below the one before it. */
const INDENT = '\u2003';

/** The groups of the catalogue, each under the one that it belongs to. Enter opens one, or shows its items. */
export default function GroupList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const { isWriter, hasDraft, standing } = useCatalogue();
  const [opened, setOpened] = useState<GroupRow | 'new' | 'import' | null>(null);
  const { data = noGroups, isPending } = useQuery(query.group.list.queryOptions());
  const columns = useColumns({ hasDraft });
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'items.group.import', title: 'items.group.import', icon: 'upload' },
        isVisible: isWriter && may('platform.import'),
        perform: () => setOpened('import'),
      },
      {
        ...{ id: 'items.group.add', title: 'items.group.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: isWriter,
        perform: () => setOpened('new'),
      },
    ],
    [may, isWriter],
  );
  return (
    <>
      <PageHeader title={text('items.group.title')} subtitle={standing} actions={actions} module="items" />
      <Listing
        id="items.groups"
        label={text('items.group.title')}
        rows={data}
        columns={columns}
        rowKey={({ code }) => code}
        isLoading={isPending}
        onOpen={(row) => (isWriter ? setOpened(row) : void navigate(`/items/catalogue?group=${row.code}`))}
        empty={{
          title: text('items.group.empty'),
          hint: text(isWriter ? 'items.group.emptyWriter' : 'items.catalogue.emptyReader'),
        }}
      />
      {opened === 'import' && (
        <ImportDrawer
          importer="items.group"
          module="items"
          title={text('items.group.import')}
          onClose={() => setOpened(null)}
        />
      )}
      {opened !== null && opened !== 'import' && (
        <GroupDrawer of={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

function useColumns({ hasDraft }: { readonly hasDraft: boolean }): readonly Column<GroupRow>[] {
  const text = useText();
  const language = useLanguage();
  const levels = useOptions(groupLevels, 'level');
  return useMemo(() => {
    const title = (key: string): string => text(`items.field.${key}`);
    return [
      {
        ...{ key: 'code', title: title('groupCode'), kind: 'text', width: 130, isLtr: true, pin: 'start' },
        value: ({ code }) => code,
      },
      {
        ...{ key: 'name', title: title('groupName'), kind: 'text', width: 420 },
        value: (row) => INDENT.repeat(groupLevels.indexOf(row.level)) + nameIn(language, row),
      },
      { key: 'level', title: title('level'), kind: 'enum', width: 150, options: levels, value: ({ level }) => level },
      { key: 'items', title: title('items'), kind: 'number', width: 110, value: ({ items }) => items },
      ...(hasDraft ? [draftColumn<GroupRow>(title('isDraft'))] : []),
      {
        ...{ key: 'nameCkb', title: title('nameCkb'), kind: 'text', width: 240, isHidden: true },
        value: ({ nameCkb }) => nameCkb,
      },
      {
        ...{ key: 'nameEn', title: title('nameEn'), kind: 'text', width: 240, isHidden: true },
        value: ({ nameEn }) => nameEn,
      },
    ];
  }, [text, language, levels, hasDraft]);
}
