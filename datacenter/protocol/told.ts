import type { FileAnswer } from '#kernel/sync/file-messages.ts';
import type { Answer, Entry, FeedAnswer, PageAnswer } from '#kernel/sync/messages.ts';
import { imageOf, shapedOf, type Shape } from '#kernel/sync/shaped.ts';

/**
 * An entry as it lies in its channel: text, written when it was handed on, and read by the office. On the way from the
 * disk to the line nobody takes it apart. A record is the list of its values, `shape` tells their names; every other
 * entry, and whatever was handed on before records had shapes, is a whole entry and has none.
 */
export interface EntryText {
  readonly shape: string;
  readonly entry: string;
}

type ToldPage = PageAnswer<EntryText> & { /** Does its reader know shapes? */ readonly isShaped: boolean };
export type ToldFeed = Exclude<FeedAnswer, PageAnswer> | ToldPage;

/** What the data centre answers. */
export type Told = Exclude<Answer, PageAnswer> | ToldPage;

/** An entry as it is to lie in its channel. */
export function entryText(entry: Entry): EntryText {
  if (entry.kind !== 'row') return { shape: '', entry: JSON.stringify(entry) };
  const { shape, values } = shapedOf(entry.image);
  return { shape: JSON.stringify(shape), entry: JSON.stringify(values) };
}

/** An answer as JSON. A page names each of its shapes once, where its reader knows shapes. */
export function toldText(told: Told | FileAnswer): string {
  if (told.kind !== 'page') return JSON.stringify(told);
  const { entries, isShaped, ...page } = told;
  const shapes = new Map<string, number>();
  const texts = entries.map((text) => {
    if (text.shape === '') return text.entry;
    if (!isShaped) return plainText(text);
    const no = shapes.get(text.shape) ?? shapes.size;
    shapes.set(text.shape, no);
    return `[${no},${text.entry.slice(1)}`;
  });
  const named = isShaped ? `,"shapes":[${[...shapes.keys()].join(',')}]` : '';
  return `${JSON.stringify(page).slice(0, -1)}${named},"entries":[${texts.join(',')}]}`;
}

/** A record as earlier programs of the offices read it. */
function plainText({ shape, entry }: EntryText): string {
  // Both were written here.
  const image = imageOf(JSON.parse(shape) as Shape, JSON.parse(entry) as readonly unknown[]);
  return JSON.stringify({ kind: 'row', image });
}
