import { Button } from 'antd';
import { Fragment } from 'react';
import { TreePicker } from '#renderer/kit/fields/tree-field.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { usePaidUnitNodes } from '../lookups.ts';
import type { Placed } from './arrival-columns.ts';
import './together.css';

/** For each unit of the other office, by its name, the unit here into which its people go. */
export function OldUnits(props: {
  readonly rows: readonly Placed[];
  readonly byOldUnit: ReadonlyMap<string, string>;
  readonly onChange: (byOldUnit: ReadonlyMap<string, string>) => void;
  readonly onClose: () => void;
}) {
  const { rows, byOldUnit, onChange, onClose } = props;
  const text = useText();
  const { number } = useDisplay();
  const nodes = usePaidUnitNodes();
  const names = [...Map.groupBy(rows, ({ unitName }) => unitName)]
    .filter(([name]) => name !== '')
    .toSorted(([left], [right]) => left.localeCompare(right, 'ar'));
  const choose = (name: string, unitId: string | null): void => {
    const next = new Map(byOldUnit);
    if (unitId === null) next.delete(name);
    else next.set(name, unitId);
    onChange(next);
  };
  return (
    <SideDrawer
      isOpen
      title={text('hr.together.byOldUnit')}
      width={720}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('hr.together.finish')}
        </Button>
      }
    >
      <p className="kit-soft">{text('hr.together.byOldUnitHint')}</p>
      <div className="hr-together-units">
        {names.map(([name, people]) => (
          <Fragment key={name}>
            <span>{`${name} (${number(people.length)})`}</span>
            <TreePicker
              nodes={nodes}
              value={byOldUnit.get(name) ?? null}
              onChange={(unitId) => choose(name, unitId)}
              label={name}
            />
          </Fragment>
        ))}
      </div>
    </SideDrawer>
  );
}
