import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { ActionButton, useActions, type Action } from '#renderer/kit/actions.tsx';
import { useConfirm } from '#renderer/kit/confirm.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useCommand } from '#renderer/record/use-command.ts';
import './kept-list.css';

interface KeptRow {
  readonly id: string;
  readonly revision: number;
}

interface KeptListProps<Row extends KeptRow> {
  /** Of the grid, and of the actions: `payroll.loans`. */
  readonly id: string;
  /** Already translated, like the labels below. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly isLoading: boolean;
  readonly mayEdit: boolean;
  /** The key of "new". */
  readonly newTitle: string;
  readonly empty: { readonly title: string; readonly hint?: string };
  readonly height: string;
  /** The form of a row, or of a new one. */
  readonly form: (row: Row | null, close: () => void) => ReactNode;
  readonly remove: (row: Row) => Promise<unknown>;
}

/** A list whose rows are entered, changed and removed beside it. */
export function KeptList<Row extends KeptRow>(props: KeptListProps<Row>) {
  const { id, mayEdit, newTitle, form, remove } = props;
  const text = useText();
  const command = useCommand('payroll');
  const confirm = useConfirm();
  const [edited, setEdited] = useState<Row | 'new' | null>(null);
  const add = useMemo<Action>(
    () => ({
      ...{ id: `${id}.add`, title: newTitle, icon: 'plus', tone: 'primary', shortcut: 'Ctrl+Alt+N' },
      isVisible: mayEdit,
      perform: () => setEdited('new'),
    }),
    [id, newTitle, mayEdit],
  );
  useActions(useMemo(() => [add], [add]));
  const removeAll = async (rows: readonly Row[]): Promise<void> => {
    const title = text('payroll.kept.removeQuestion', { count: rows.length });
    if (!(await confirm({ title, confirm: text('kit.action.remove'), tone: 'danger' }))) return;
    await command(
      async () => {
        for (const row of rows) await remove(row);
      },
      text('payroll.kept.removed', { count: rows.length }),
    );
  };
  const close = (): void => setEdited(null);
  return (
    <>
      {mayEdit && (
        <div className="payroll-kept-actions">
          <ActionButton action={add} module="payroll" />
        </div>
      )}
      <Listing
        id={id}
        label={props.label}
        rows={props.rows}
        columns={props.columns}
        rowKey={(row) => row.id}
        isLoading={props.isLoading}
        height={props.height}
        onOpen={setEdited}
        {...(mayEdit && {
          actions: (selected: readonly Row[]) => (
            <Button size="small" danger onClick={() => void removeAll(selected)}>
              {text('kit.action.remove')}
            </Button>
          ),
        })}
        empty={props.empty}
      />
      <SideDrawer
        isOpen={edited !== null}
        title={edited === 'new' ? text(newTitle) : props.label}
        width={760}
        onClose={close}
      >
        {edited !== null && form(edited === 'new' ? null : edited, close)}
      </SideDrawer>
    </>
  );
}
