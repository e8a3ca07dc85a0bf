/**
 * A channel is a stream from the data centre with dense numbers in the order of commits. An office keeps one cursor for
 * each; a page moves it, in the same transaction that applies the page.
 */
export interface Cursor {
  /** The generation of the channel: another one when its history was rewritten. */
  readonly generation: number;
  readonly at: number;
}

export interface Page<Entry> {
  readonly channel: number;
  readonly generation: number;
  /** The cursor that it continues, and the one that it leads to. */
  readonly from: number;
  readonly to: number;
  readonly entries: readonly Entry[];
  /** Is this the end of the channel for now? */
  readonly isEnd: boolean;
}

export type PageJudgement =
  | 'take'
  /** It answers another question: ask again from the cursor. */
  | 'again'
  /** The history was rewritten: start from the beginning, and let go of what does not come again. */
  | 'reload';

/** What an office does with a page. */
export function judgePage(cursor: Cursor, page: Omit<Page<unknown>, 'entries' | 'channel'>): PageJudgement {
  if (page.generation !== cursor.generation) return page.generation > cursor.generation ? 'reload' : 'again';
  return page.from === cursor.at && page.to >= page.from ? 'take' : 'again';
}

/** What the data centre answers to a cursor. */
export function judgeCursor(
  cursor: Cursor,
  channel: { readonly generation: number; readonly last: number; readonly floor: number },
): 'serve' | 'reload' {
  if (cursor.generation !== channel.generation || cursor.at > channel.last) return 'reload';
  // Entries up to the floor were let go; from zero a state channel still tells everything that lives.
  return cursor.at > 0 && cursor.at < channel.floor ? 'reload' : 'serve';
}

/**
 * The beginning of `entries` that fits a page: never a part of one op, and at least one op, however large. Answers how
 * many entries that is.
 */
export function fittingEntries(
  entries: readonly { readonly group: string; readonly bytes: number }[],
  maxBytes: number,
): number {
  let bytes = 0;
  let whole = 0;
  for (const [position, entry] of entries.entries()) {
    bytes += entry.bytes;
    if (bytes > maxBytes && whole > 0) return whole;
    if (entries[position + 1]?.group !== entry.group) whole = position + 1;
  }
  return whole;
}
