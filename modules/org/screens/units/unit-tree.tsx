import { useMemo, useState } from 'react';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { SearchInput } from '#renderer/kit/fields/search-input.tsx';
import { Highlighted } from '#renderer/kit/highlighted.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { StatusTag } from '#renderer/kit/status-tag.tsx';
import { Tree, type TreeItem } from '#renderer/desk/tree.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { UnitRow } from '../../contract.ts';
import { ancestors } from '../../rules/index.ts';
import type { UnitMove } from './move-unit.tsx';
import { UnitCard } from './unit-card.tsx';
import './units.css';

interface UnitTreeProps {
  readonly units: readonly UnitRow[];
  readonly isLoading: boolean;
  readonly open: (id: string) => void;
  readonly addBelow: (id: string) => void;
  readonly move: (move: UnitMove) => void;
}

/** The organisation as a tree: searched, walked with the arrows, rearranged by dragging; beside it the chosen unit. */
export function UnitTree({ units, isLoading, open, addBelow, move }: UnitTreeProps) {
  const text = useText();
  const { may } = useDesk();
  const [search, setSearch] = useState('');
  const [showsClosed, setShowsClosed] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [expanded, setExpanded] = useState<readonly string[] | null>(null);
  const byId = useMemo(() => new Map(units.map((unit) => [unit.id, unit])), [units]);
  const shown = useMemo(() => shownUnits({ units, byId, search, showsClosed }), [units, byId, search, showsClosed]);
  const items = useItems(shown, search);
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  if (isLoading) return <Loading lines={8} />;
  if (units.length === 0) return <EmptyState icon="tree" title={text('org.unit.empty')} />;
  const opened = search === '' ? (expanded ?? topTwo(units)) : shown.map(({ id }) => id);
  return (
    <div className="org-units">
      <div className="org-units-side">
        <div className="org-units-tools">
          <SearchInput value={search} onChange={setSearch} label={text('org.unit.search')} width={280} />
          <label>
            <input type="checkbox" checked={showsClosed} onChange={(event) => setShowsClosed(event.target.checked)} />{' '}
            {text('org.unit.showClosed')}
          </label>
          <span className="kit-soft">{text('org.unit.count', { count: shown.length })}</span>
        </div>
        {items.length === 0 ? (
          <EmptyState icon="search" title={text('org.unit.noneFound')} />
        ) : (
          <Tree
            label={text('org.unit.tree')}
            items={items}
            selectedId={selectedId}
            expandedIds={opened}
            onSelect={setSelectedId}
            onExpand={setExpanded}
            {...(may('org.unit.edit') && {
              onMove: ({ id, parentId }: { readonly id: string; readonly parentId: string }) => {
                const unit = byId.get(id);
                if (unit) move({ unit, parentId });
              },
            })}
          />
        )}
      </div>
      {selected ? (
        <UnitCard
          unit={selected}
          parent={selected.parentId === null ? undefined : byId.get(selected.parentId)}
          actions={
            <>
              <ActionButton
                action={{
                  id: 'open',
                  title: 'platform.action.open',
                  tone: 'primary',
                  perform: () => open(selected.id),
                }}
              />
              <ActionButton
                action={{
                  ...{ id: 'below', title: 'org.unit.newBelow', icon: 'plus' },
                  isVisible: may('org.unit.edit') && selected.state === 'open' && selected.type !== 'unit',
                  perform: () => addBelow(selected.id),
                }}
              />
              <ActionButton
                action={{
                  ...{ id: 'move', title: 'org.move.unit.move', icon: 'move' },
                  isVisible: may('org.unit.edit') && selected.state === 'open' && selected.parentId !== null,
                  perform: () => move({ unit: selected, parentId: null }),
                }}
              />
            </>
          }
        />
      ) : (
        <p className="org-units-hint kit-soft">{text('org.unit.choose')}</p>
      )}
    </div>
  );
}

function useItems(shown: readonly UnitRow[], search: string): readonly TreeItem[] {
  const text = useText();
  const language = useLanguage();
  return useMemo(
    () =>
      shown.map((unit) => ({
        id: unit.id,
        parentId: unit.parentId,
        isDraggable: unit.parentId !== null && unit.state === 'open',
        title: (
          <span className="org-unit-node">
            <Highlighted text={nameIn(language, unit)} query={search} />
            <bdi className="kit-soft">{unit.code}</bdi>
            {unit.state === 'closed' && <StatusTag tone="plain">{text('org.state.unit.closed')}</StatusTag>}
          </span>
        ),
      })),
    [shown, search, language, text],
  );
}

interface Shown {
  readonly units: readonly UnitRow[];
  readonly byId: ReadonlyMap<string, UnitRow>;
  readonly search: string;
  readonly showsClosed: boolean;
}

/** What the search finds, with everything above it so that it hangs in its place. */
export function shownUnits({ units, byId, search, showsClosed }: Shown): readonly UnitRow[] {
  const offered = units.filter(({ state }) => showsClosed || state === 'open');
  if (search.trim() === '') return offered;
  const found = offered.filter(({ code, nameAr, nameCkb, nameEn }) =>
    matchesQuery([code, nameAr, nameCkb, nameEn].filter(Boolean).join(' '), search),
  );
  const kept = new Set(found.flatMap(({ id }) => ancestors(id, byId)));
  return units.filter(({ id }) => kept.has(id));
}

/** The first levels stand open at first. */
function topTwo(units: readonly UnitRow[]): readonly string[] {
  const roots = new Set(units.filter(({ parentId }) => parentId === null).map(({ id }) => id));
  const second = units.filter(({ parentId }) => parentId !== null && roots.has(parentId)).map(({ id }) => id);
  const third = units.filter(({ parentId }) => parentId !== null && second.includes(parentId)).map(({ id }) => id);
  return [...roots, ...second, ...third];
}
