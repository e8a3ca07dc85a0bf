import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useText } from '#renderer/locale/text.ts';
import { states, type UnitRow } from '../../contract.ts';
import { useUnitNames, useUnitTypeOptions } from '../lookups.ts';
import { useNameColumns } from '../name-columns.ts';

/** All units as a list that is filtered, printed and exported. */
export function UnitGrid(props: {
  readonly units: readonly UnitRow[];
  readonly isLoading: boolean;
  readonly open: (id: string) => void;
}) {
  const text = useText();
  const columns = useColumns();
  return (
    <Listing
      id="org.units"
      label={text('org.unit.title')}
      rows={props.units}
      columns={columns}
      rowKey={({ id }) => id}
      isLoading={props.isLoading}
      onOpen={({ id }) => props.open(id)}
      empty={{ title: text('org.unit.noneFound') }}
      height="calc(100vh - 212px)"
    />
  );
}

function useColumns(): readonly Column<UnitRow>[] {
  const text = useText();
  const types = useUnitTypeOptions();
  const nameOf = useUnitNames();
  const names = useNameColumns<UnitRow>();
  return useMemo(() => {
    const [name, ...otherNames] = names;
    const title = (key: string): string => text(`org.field.${key}`);
    return [
      {
        key: 'code',
        title: title('code'),
        kind: 'text',
        width: 100,
        isLtr: true,
        pin: 'start',
        value: ({ code }) => code,
      },
      name,
      { key: 'type', title: title('type'), kind: 'enum', options: types, value: ({ type }) => type },
      {
        key: 'parentId',
        title: title('parentId'),
        kind: 'text',
        width: 190,
        value: ({ parentId }) => nameOf(parentId),
      },
      {
        key: 'state',
        title: title('state'),
        kind: 'enum',
        width: 90,
        options: states.map((state) => ({
          value: state,
          label: text(`org.state.unit.${state}`),
          tone: state === 'open' ? 'good' : 'plain',
        })),
        value: ({ state }) => state,
      },
      { key: 'validFrom', title: title('validFrom'), kind: 'date', value: ({ validFrom }) => validFrom },
      { key: 'validTo', title: title('validTo'), kind: 'date', value: ({ validTo }) => validTo },
      { key: 'isPayingEntity', title: title('isPayingEntity'), kind: 'boolean', value: (unit) => unit.isPayingEntity },
      ...otherNames,
    ];
  }, [text, types, nameOf, names]);
}
