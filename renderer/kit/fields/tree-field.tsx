import { TreeSelect } from 'antd';
import { useId, useMemo, useRef, useState } from 'react';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { useText } from '#renderer/locale/text.ts';
import { useClear } from './clear.tsx';
import { FieldFrame, textOf, useField, type ControlProps, type FieldProps } from './field.tsx';
import { freeControl } from './typed-input.tsx';

export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly title: string;
  readonly code?: string;
  readonly isDisabled?: boolean;
}

export interface TreeFieldProps extends FieldProps {
  readonly nodes: readonly TreeNode[];
}

/** One node of a tree, such as a unit of the organisation. */
export function TreeField(props: TreeFieldProps) {
  const field = useField(props);
  const value = textOf(field.value);
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <TreeControl
        nodes={props.nodes}
        value={value === '' ? null : value}
        onChange={field.change}
        control={field.control}
        mayClear={!field.isRequired}
      />
    </FieldFrame>
  );
}

export interface TreePickerProps {
  readonly nodes: readonly TreeNode[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly label: string;
}

/** The same outside a form: for filters and dialogs. @public for screens */
export function TreePicker({ label, ...props }: TreePickerProps) {
  const id = useId();
  return <TreeControl {...props} label={label} control={{ ...freeControl, id }} mayClear />;
}

interface TreeControlProps {
  readonly nodes: readonly TreeNode[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly control: ControlProps;
  readonly label?: string;
  readonly mayClear: boolean;
}

function TreeControl({ nodes, value, onChange, control, label, mayClear }: TreeControlProps) {
  const text = useText();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const hasChosen = useRef(false);
  /** The library looks for no node below one that cannot be chosen: Enter takes the first that was found there. */
  const chooseFound = (): void => {
    const found = nodes.find((node) => node.isDisabled !== true && matchesQuery(titleOf(node), typed));
    if (found === undefined) return;
    onChange(found.id);
    setTyped('');
    setIsOpen(false);
  };
  const treeData = useMemo(() => simpleTree(nodes, typed), [nodes, typed]);
  return (
    <TreeSelect<string | null>
      id={control.id}
      ref={(element) => control.attach(element)}
      value={value}
      treeData={treeData}
      treeDataSimpleMode={{ id: 'key', pId: 'parent' }}
      treeDefaultExpandedKeys={nodes.filter(({ parentId }) => parentId === null).map(({ id }) => id)}
      treeLine
      showSearch={{
        searchValue: typed,
        onSearch: (words) => {
          hasChosen.current = false;
          setTyped(words);
        },
        filterTreeNode: (_, node) => node['found'] !== '',
        treeNodeFilterProp: 'found',
      }}
      allowClear={mayClear ? clear : false}
      status={control.status}
      disabled={control.isReadOnly}
      placeholder={control.isReadOnly ? '—' : text('kit.select.placeholder')}
      notFoundContent={text('kit.select.nothing')}
      className="kit-field-wide"
      popupMatchSelectWidth={380}
      {...(label !== undefined && { 'aria-label': label })}
      {...control.aria}
      onBlur={control.onBlur}
      open={isOpen}
      onOpenChange={setIsOpen}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && typed !== '' && !hasChosen.current) chooseFound();
      }}
      onChange={(id) => {
        hasChosen.current = true;
        onChange(id ?? null);
      }}
    />
  );
}

/**
 * A node whose parent is not among the nodes stands at the top, so that it is not lost. What a node is found by is what
 * was typed: only in a property that holds it letter by letter does the library look for the node that Enter chooses.
 */
function simpleTree(nodes: readonly TreeNode[], typed: string) {
  const known = new Set(nodes.map(({ id }) => id));
  return nodes.map((node) => {
    const { id, parentId, isDisabled } = node;
    const title = titleOf(node);
    return {
      ...{ key: id, value: id, title, disabled: isDisabled === true },
      parent: parentId !== null && known.has(parentId) ? parentId : null,
      found: matchesQuery(title, typed) ? typed : '',
    };
  });
}

function titleOf({ code, title }: TreeNode): string {
  return code === undefined ? title : `${code} ${title}`;
}
