import { Button, Checkbox, Popover } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import type { Column } from './column.ts';
import { movedColumn, type GridState } from './grid-state.ts';

interface ColumnChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly state: GridState;
  readonly change: (change: Partial<GridState>) => void;
}

/** Which columns are shown, in which order, and which stay in view. */
export function ColumnChooser<Row>({ columns, state, change }: ColumnChooserProps<Row>) {
  const text = useText();
  const toggled = (list: readonly string[], key: string): string[] =>
    list.includes(key) ? list.filter((each) => each !== key) : [...list, key];
  const content = (
    <ul className="kit-grid-chooser">
      {state.order.map((key) => {
        const column = columns.find((each) => each.key === key);
        if (!column) return null;
        const isPinned = state.pinned.includes(key);
        return (
          <li key={key}>
            <Checkbox
              checked={!state.hidden.includes(key)}
              onChange={() => change({ hidden: toggled(state.hidden, key) })}
            >
              {column.title}
            </Checkbox>
            <span className="kit-grow" />
            <Button
              type="text"
              size="small"
              aria-label={text('kit.grid.earlier', { column: column.title })}
              icon={<Icon name="up" size={14} />}
              onClick={() => change(movedColumn(state, key, -1))}
            />
            <Button
              type="text"
              size="small"
              aria-label={text('kit.grid.later', { column: column.title })}
              icon={<Icon name="down" size={14} />}
              onClick={() => change(movedColumn(state, key, 1))}
            />
            <Button
              type={isPinned ? 'primary' : 'text'}
              size="small"
              aria-pressed={isPinned}
              aria-label={text('kit.grid.pin', { column: column.title })}
              icon={<Icon name="pin" size={14} />}
              onClick={() => change({ pinned: toggled(state.pinned, key) })}
            />
          </li>
        );
      })}
    </ul>
  );
  return (
    <Popover trigger="click" placement="bottom" content={content} title={text('kit.grid.columns')}>
      <Button icon={<Icon name="columns" />}>{text('kit.grid.columns')}</Button>
    </Popover>
  );
}
