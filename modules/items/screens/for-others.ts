/** What the screens of other modules may show of the catalogue. */
export { DifferenceList } from './difference-list.tsx';
export { useItemWords } from './item-words.ts';
export { useGroupNodes, useGroupPaths } from './lookups.ts';
