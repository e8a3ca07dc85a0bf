/** A row that is drawn, and the place that draws it: one of as many elements as are ever needed at once. */
export interface DrawnRow {
  readonly index: number;
  readonly place: number;
}

/** Rows kept drawn on either side of what is in view. */
const MARGIN = 5;

/**
 * How many places are needed to show this many rows, one of them in part at either end, and the margins. Even, so that
 * a place draws either the odd or the even rows and keeps its stripe.
 */
export function placesFor(rowsInView: number): number {
  return 2 * Math.ceil((rowsInView + 1 + 2 * MARGIN) / 2);
}

/** The first of the rows that are drawn: always as many as there are places, so that no place ever stands empty. */
export function firstDrawn(view: {
  readonly firstInView: number;
  readonly places: number;
  readonly count: number;
}): number {
  return Math.max(0, Math.min(view.firstInView - MARGIN, view.count - view.places));
}

/**
 * The rows from `first` on, in the order of their places, beginning with the place `leading`. While rows scroll by,
 * `leading` must stay the same: an element that is moved among its neighbours is styled, laid out and painted from
 * nothing, and a frame has no time for that. With `first % places` they stand in their own order, as they are read out.
 */
export function drawnRows(drawn: {
  readonly first: number;
  readonly places: number;
  readonly count: number;
  readonly leading: number;
}): readonly DrawnRow[] {
  const { first, places, count, leading } = drawn;
  return Array.from({ length: places }, (_, step) => {
    const place = (leading + step) % places;
    return { index: first + ((place - (first % places) + places) % places), place };
  }).filter(({ index }) => index < count);
}
