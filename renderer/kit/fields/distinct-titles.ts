import type { TreeNode } from './tree-field.tsx';

/** Between a title and that of the node above it. */
const BELOW = ' — ';

/**
 * The titles of some nodes of a tree, so that no two of them read alike: where titles are the same, that of the node
 * above is added, and of the one above that, as far as it takes. Null for nodes that the tree does not have.
 */
export function distinctTitles(nodes: readonly TreeNode[], ids: Iterable<string>): (id: string) => string | null {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const wanted = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
  const titles = new Map(wanted.map((node) => [node.id, { title: node.title, above: node.parentId }]));
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const alike of Map.groupBy(titles, ([, { title }]) => title).values()) {
      if (alike.length < 2) continue;
      for (const [id, { title, above }] of alike) {
        const parent = above === null ? undefined : known.get(above);
        if (parent === undefined) continue;
        titles.set(id, { title: `${title}${BELOW}${parent.title}`, above: parent.parentId });
        isChanged = true;
      }
    }
  }
  return (id) => titles.get(id)?.title ?? null;
}
