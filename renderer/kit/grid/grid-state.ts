import { z } from 'zod';
import type { Column } from './column.ts';

/** What a user has made of a grid: kept as a view, whole, and read back with care, since columns come and go. */

const filterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), contains: z.string().max(200) }),
  z.object({
    kind: z.literal('range'),
    from: z.union([z.string(), z.number()]).nullable(),
    to: z.union([z.string(), z.number()]).nullable(),
  }),
  z.object({ kind: z.literal('set'), values: z.array(z.string()).max(500) }),
]);
export type Filter = z.infer<typeof filterSchema>;

const sortSchema = z.object({ key: z.string(), isDescending: z.boolean() });
export type Sort = z.infer<typeof sortSchema>;

const stateSchema = z.object({
  order: z.array(z.string()),
  hidden: z.array(z.string()),
  pinned: z.array(z.string()),
  widths: z.record(z.string(), z.number().min(40).max(1_000)),
  sort: z.array(sortSchema),
  filters: z.record(z.string(), filterSchema),
  search: z.string().max(200),
});
export type GridState = z.infer<typeof stateSchema>;

/** The grid as its screen designed it. */
export function initialState<Row>(columns: readonly Column<Row>[]): GridState {
  return {
    order: columns.map(({ key }) => key),
    hidden: columns.filter(({ isHidden }) => isHidden).map(({ key }) => key),
    pinned: columns.filter(({ pin }) => pin === 'start').map(({ key }) => key),
    widths: {},
    sort: [],
    filters: {},
    search: '',
  };
}

/** A kept view, or the design where it cannot be read. New columns join at the end, gone ones are forgotten. */
export function restoredState<Row>(kept: unknown, columns: readonly Column<Row>[]): GridState {
  const parsed = stateSchema.safeParse(kept);
  if (!parsed.success) return initialState(columns);
  const known = new Set(columns.map(({ key }) => key));
  const isKnown = (key: string): boolean => known.has(key);
  const { data } = parsed;
  const added = columns.filter(({ key }) => !data.order.includes(key));
  return {
    order: [...data.order.filter(isKnown), ...added.map(({ key }) => key)],
    hidden: [...data.hidden.filter(isKnown), ...added.filter(({ isHidden }) => isHidden).map(({ key }) => key)],
    pinned: data.pinned.filter(isKnown),
    widths: Object.fromEntries(Object.entries(data.widths).filter(([key]) => isKnown(key))),
    sort: data.sort.filter(({ key }) => isKnown(key)),
    filters: Object.fromEntries(Object.entries(data.filters).filter(([key]) => isKnown(key))),
    search: data.search,
  };
}

/** The state with the columns that have come since: each behind the one that the screen has before it. */
export function withNewColumns<Row>(state: GridState, columns: readonly Column<Row>[]): GridState {
  const added = columns.filter(({ key }) => !state.order.includes(key));
  if (added.length === 0) return state;
  const order = [...state.order];
  columns.forEach(({ key }, at) => {
    if (!order.includes(key)) order.splice(order.indexOf(columns[at - 1]?.key ?? '') + 1, 0, key);
  });
  const hidden = added.filter(({ isHidden }) => isHidden).map(({ key }) => key);
  return { ...state, order, hidden: [...state.hidden, ...hidden] };
}

/** The columns to show, in their order, the pinned ones first. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  state: Pick<GridState, 'order' | 'hidden' | 'pinned'>,
): readonly Column<Row>[] {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const ordered = [...state.order, ...columns.map(({ key }) => key).filter((key) => !state.order.includes(key))];
  const shown = ordered.filter((key) => !state.hidden.includes(key)).flatMap((key) => byKey.get(key) ?? []);
  const isPinned = (column: Column<Row>): boolean => state.pinned.includes(column.key);
  return [...shown.filter(isPinned), ...shown.filter((column) => !isPinned(column))];
}

/** A click on a heading: upwards, downwards, not at all; with Shift beside the other sorted columns. */
export function nextSort(sort: readonly Sort[], key: string, mode: 'alone' | 'beside'): Sort[] {
  const current = sort.find((each) => each.key === key);
  const others = mode === 'beside' ? sort.filter((each) => each.key !== key) : [];
  if (!current) return [...others, { key, isDescending: false }];
  return current.isDescending ? others : [...others, { key, isDescending: true }];
}

/** The same state with a column one place further on, or one place back, among those shown. */
export function movedColumn(state: GridState, key: string, by: 1 | -1): GridState {
  const order = [...state.order];
  const from = order.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return state;
  order.splice(from, 1);
  order.splice(to, 0, key);
  return { ...state, order };
}

/** Does the filter let everything through? */
export function isEmptyFilter(filter: Filter): boolean {
  switch (filter.kind) {
    case 'text':
      return filter.contains.trim() === '';
    case 'range':
      return filter.from === null && filter.to === null;
    case 'set':
      return filter.values.length === 0;
    default:
      return filter satisfies never;
  }
}
