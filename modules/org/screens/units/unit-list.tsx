import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Action } from '#renderer/kit/actions.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Parts } from '#renderer/desk/parts.tsx';
import { useDesk } from '#renderer/module.ts';
import { ImportDrawer } from '#renderer/record/import-drawer.tsx';
import { query } from '../client.ts';
import { MoveUnit, type UnitMove } from './move-unit.tsx';
import { NewUnit } from './new-unit.tsx';
import { UnitGrid } from './unit-grid.tsx';
import { UnitTree } from './unit-tree.tsx';

const VIEW = 'org.unit.view';

/** The organisation, as a tree and as a list. */
export default function UnitList() {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState(() => (localStorage.getItem(VIEW) === 'list' ? 'list' : 'tree'));
  const [parentId, setParentId] = useState<string | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  const [move, setMove] = useState<UnitMove | null>(null);
  const { data: units = [], isPending } = useQuery(query.unit.list.queryOptions({ input: {} }));
  const isNew = params.has('new');
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        ...{ id: 'org.unit.add', title: 'org.unit.new', icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
        isVisible: may('org.unit.edit'),
        perform: () => setParams({ new: '' }),
      },
      {
        ...{ id: 'org.unit.import', title: 'org.unit.import', icon: 'upload' },
        isVisible: may('org.unit.edit') && may('platform.import'),
        perform: () => setIsImporting(true),
      },
    ],
    [may, setParams],
  );
  const open = (id: string): void => void navigate(`/org/units/${id}`);
  const choose = (next: string): void => {
    localStorage.setItem(VIEW, next);
    setView(next);
  };
  return (
    <>
      <PageHeader title={text('org.unit.title')} actions={actions} module="org" />
      <Parts
        label={text('org.unit.title')}
        current={view}
        onChange={choose}
        parts={[
          {
            key: 'tree',
            label: text('org.unit.tree'),
            content: (
              <UnitTree
                units={units}
                isLoading={isPending}
                open={open}
                addBelow={(id) => {
                  setParentId(id);
                  setParams({ new: '' });
                }}
                move={setMove}
              />
            ),
          },
          {
            key: 'list',
            label: text('org.unit.list'),
            content: <UnitGrid units={units} isLoading={isPending} open={open} />,
          },
        ]}
      />
      <NewUnit
        isOpen={isNew}
        parentId={parentId}
        onClose={() => {
          setParentId(null);
          setParams({});
        }}
        onMade={open}
      />
      {move && <MoveUnit move={move} onClose={() => setMove(null)} />}
      {isImporting && (
        <ImportDrawer
          importer="org.unit"
          module="org"
          title={text('org.unit.import')}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}
