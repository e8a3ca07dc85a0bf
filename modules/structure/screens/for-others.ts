/** What the screens of other modules may show of the tree. */
export { SideBySide } from './side-by-side.tsx';
