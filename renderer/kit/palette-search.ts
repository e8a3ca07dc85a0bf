import { hasWord } from '#kernel/text/closeness.ts';
import { fold } from '#kernel/text/fold.ts';

/** Something the palette can offer, by the words it is found by. */
export interface Findable {
  readonly title: string;
  readonly keywords: string;
}

/** Those in which every word of the query is found, the ones whose title begins with it first. */
export function found<T extends Findable>(items: readonly T[], query: string): readonly T[] {
  const words = fold(query).split(' ').filter(Boolean);
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, rank: rankOf(item, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((left, right) => right.rank - left.rank)
    .map(({ item }) => item);
}

/** 3 when the title begins with the query, 2 when the title has all its words, 1 when the keywords help, 0 otherwise. */
function rankOf({ title, keywords }: Findable, words: readonly string[]): number {
  const folded = fold(title);
  if (folded.startsWith(words.join(' '))) return 3;
  if (words.every((word) => hasWord(folded, word))) return 2;
  const all = `${folded} ${fold(keywords)}`;
  return words.every((word) => hasWord(all, word)) ? 1 : 0;
}
