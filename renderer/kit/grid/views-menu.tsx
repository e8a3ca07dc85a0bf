import { Button, Input, Popover, Radio } from 'antd';
import { useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import type { GridState } from './grid-state.ts';

/** A state of a grid that was kept under a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly scope: 'user' | 'office';
  readonly state: unknown;
  readonly isMine: boolean;
}

export interface ViewsMenuProps {
  readonly views: readonly SavedView[];
  readonly state: GridState;
  readonly onPick: (view: SavedView) => void;
  readonly onReset: () => void;
  readonly onSave?:
    | ((view: { readonly name: string; readonly scope: 'user' | 'office'; readonly state: GridState }) => Promise<void>)
    | undefined;
  readonly onRemove?: ((id: string) => Promise<void>) | undefined;
  /** May this user keep views for the whole office? */
  readonly mayShare: boolean;
}

/** The kept views of a grid: one's own and the office's; keeps the present state as a new one. */
export function ViewsMenu(props: ViewsMenuProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const pick = (choose: () => void): void => {
    choose();
    setOpen(false);
  };
  const content = (
    <div className="kit-grid-views">
      <ul>
        <li>
          <button type="button" className="kit-grid-view" onClick={() => pick(props.onReset)}>
            {text('kit.grid.designed')}
          </button>
        </li>
        {props.views.map((view) => (
          <li key={view.id}>
            <button type="button" className="kit-grid-view" onClick={() => pick(() => props.onPick(view))}>
              <bdi>{view.name}</bdi>
              <span className="kit-soft">
                {text(view.scope === 'office' ? 'kit.grid.ofOffice' : 'kit.grid.ofUser')}
              </span>
            </button>
            {view.isMine && props.onRemove && (
              <Button
                type="text"
                size="small"
                aria-label={text('kit.grid.removeView', { name: view.name })}
                icon={<Icon name="trash" size={14} />}
                onClick={() => void props.onRemove?.(view.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {props.onSave && (
        <NewView state={props.state} mayShare={props.mayShare} onSave={props.onSave} onDone={() => setOpen(false)} />
      )}
    </div>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottom"
      content={content}
      title={text('kit.grid.views')}
    >
      <Button icon={<Icon name="view" />}>{text('kit.grid.views')}</Button>
    </Popover>
  );
}

interface NewViewProps {
  readonly state: GridState;
  readonly mayShare: boolean;
  readonly onSave: NonNullable<ViewsMenuProps['onSave']>;
  readonly onDone: () => void;
}

function NewView({ state, mayShare, onSave, onDone }: NewViewProps) {
  const text = useText();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'user' | 'office'>('user');
  const save = async (): Promise<void> => {
    if (name.trim() === '') return;
    await onSave({ name: name.trim(), scope, state });
    setName('');
    onDone();
  };
  return (
    <div className="kit-grid-new-view">
      <Input
        value={name}
        maxLength={80}
        placeholder={text('kit.grid.viewName')}
        aria-label={text('kit.grid.viewName')}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => void save()}
      />
      {mayShare && (
        <Radio.Group
          value={scope}
          options={[
            { value: 'user', label: text('kit.grid.forMe') },
            { value: 'office', label: text('kit.grid.forOffice') },
          ]}
          onChange={(event) => setScope(event.target.value === 'office' ? 'office' : 'user')}
        />
      )}
      <Button type="primary" disabled={name.trim() === ''} onClick={() => void save()}>
        {text('kit.grid.saveView')}
      </Button>
    </div>
  );
}
