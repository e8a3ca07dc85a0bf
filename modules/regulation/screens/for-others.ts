/** What the screens of other modules may show of the rules. */
export { useDifferenceColumns } from './differences.tsx';
