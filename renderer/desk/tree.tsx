import { Tree as AntTree } from 'antd';
import { useMemo, type Key, type ReactNode } from 'react';
import './tree.css';

export interface TreeItem {
  readonly id: string;
  readonly parentId: string | null;
  readonly title: ReactNode;
  readonly isDraggable: boolean;
}

interface Node {
  readonly key: string;
  readonly title: ReactNode;
  readonly isDraggable: boolean;
  readonly children: Node[];
}

interface TreeProps {
  /** Already translated. */
  readonly label: string;
  readonly items: readonly TreeItem[];
  readonly selectedId: string | null;
  readonly expandedIds: readonly string[];
  readonly onSelect: (id: string) => void;
  readonly onExpand: (ids: readonly string[]) => void;
  /** One was dropped on another; without it nothing can be dragged. */
  readonly onMove?: (move: { readonly id: string; readonly parentId: string }) => void;
}

/** A tree that is walked with the arrow keys and rearranged by dragging. */
export function Tree(props: TreeProps) {
  const nodes = useMemo(() => nest(props.items), [props.items]);
  const { onMove } = props;
  return (
    <AntTree<Node>
      className="desk-tree"
      aria-label={props.label}
      treeData={nodes}
      blockNode
      showLine={{ showLeafIcon: false }}
      selectedKeys={props.selectedId === null ? [] : [props.selectedId]}
      expandedKeys={[...props.expandedIds]}
      draggable={
        onMove ? { icon: false, nodeDraggable: (node) => 'isDraggable' in node && node.isDraggable === true } : false
      }
      allowDrop={({ dropPosition }) => dropPosition === 0}
      onSelect={(_keys, { node }) => props.onSelect(node.key)}
      onExpand={(keys: Key[]) => props.onExpand(keys.map(String))}
      onDrop={({ dragNode, node }) => {
        if (dragNode.key !== node.key) onMove?.({ id: dragNode.key, parentId: node.key });
      }}
    />
  );
}

/** Children in the order of the items; one whose parent is not there stands at the top. */
function nest(items: readonly TreeItem[]): Node[] {
  const nodes = new Map(
    items.map(({ id, title, isDraggable }) => [id, { key: id, title, isDraggable, children: [] as Node[] }]),
  );
  const roots: Node[] = [];
  for (const { id, parentId } of items) {
    const node = nodes.get(id);
    if (!node) continue;
    const siblings = parentId === null ? roots : (nodes.get(parentId)?.children ?? roots);
    siblings.push(node);
  }
  return roots;
}
