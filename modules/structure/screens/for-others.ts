/** What the screens of other modules may show of the tree. */
export { useOfficeNames, useTree } from './lookups.ts';
export { SideBySide } from './side-by-side.tsx';
