import { beginsBehindArticle, withAndWithoutArticle } from './article.ts';
import { searchKeys } from './fold.ts';

/** What of a text a search has found, for the eye: the same two keys as the index, mapped back to the text itself. */

/** A stretch of the original text, in UTF-16 units as `slice` takes them; the end is not included. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

const endsInWord = /[\p{L}\p{N}]$/u;
const startsInWord = /^[\p{L}\p{N}]/u;

/**
 * The stretches of the text at which its words, an article before them aside, begin with a word of the query, in order
 * and without overlap.
 */
export function highlight(text: string, query: string): readonly Match[] {
  const words = wordsOf(query);
  const found = foldings(text).flatMap((folding) =>
    words.flatMap((alternatives) => alternatives.flatMap((spelling) => matchesIn(folding, spelling))),
  );
  return joined(found);
}

/** Has the text, for every word of the query, a word that begins with it? An empty query is found in everything. */
export function matchesQuery(text: string, query: string): boolean {
  const foldedTexts = foldings(text);
  return wordsOf(query).every((alternatives) =>
    alternatives.some((spelling) => foldedTexts.some((folding) => matchesIn(folding, spelling).length > 0)),
  );
}

/** A folded text in which every character knows the stretch it came from. */
interface Folding {
  readonly folded: string;
  readonly sources: readonly Match[];
}

interface Spelling {
  readonly word: string;
  /** Only a whole word is meant, not the beginning of one. */
  readonly isWhole: boolean;
}

/**
 * The spellings of each word of the query, with and without its article; without its hamza only as a whole word, for
 * what is left of وائل is وال, with which والتدريب begins.
 */
function wordsOf(query: string): readonly (readonly Spelling[])[] {
  return query
    .split(/\s+/u)
    .map((word) => {
      const { primary, hamza } = searchKeys(word);
      const spelled = (key: string, isWhole: boolean): readonly Spelling[] =>
        withAndWithoutArticle(key).map((each) => ({ word: each, isWhole }));
      return [...spelled(primary, false), ...(primary === hamza ? [] : spelled(hamza, true))].filter(
        (spelling) => spelling.word !== '',
      );
    })
    .filter((alternatives) => alternatives.length > 0);
}

/** Folds letter by letter, each with the marks upon it, so that nothing crosses the border of a letter. */
function foldings(text: string): readonly Folding[] {
  const clusters = [...text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(([letter]) => letter);
  const keys = clusters.map((letter) => (/^\s/u.test(letter) ? { primary: ' ', hamza: ' ' } : searchKeys(letter)));
  return [
    foldingOf(
      clusters,
      keys.map(({ primary }) => primary),
    ),
    foldingOf(
      clusters,
      keys.map(({ hamza }) => hamza),
    ),
  ];
}

/**
 * A letter that folds to nothing is shown with the letter before it, as the hamza of سماء or a tatweel, and at the
 * beginning of a word with the one after it, as the carrier of ئازاد.
 */
function foldingOf(clusters: readonly string[], keys: readonly string[]): Folding {
  const sources: Match[] = [];
  let folded = '';
  let at = 0;
  let silentSince: number | null = null;
  clusters.forEach((letter, index) => {
    const key = keys[index] ?? '';
    const end = at + letter.length;
    const before = sources.at(-1);
    if (key !== '') {
      for (let unit = 0; unit < key.length; unit += 1) sources.push({ start: silentSince ?? at, end });
      folded += key;
      silentSince = null;
    } else if (before && endsInWord.test(folded)) {
      sources[sources.length - 1] = { start: before.start, end };
    } else {
      silentSince ??= at;
    }
    at = end;
  });
  return { folded, sources };
}

function matchesIn({ folded, sources }: Folding, { word, isWhole }: Spelling): readonly Match[] {
  const found: Match[] = [];
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const isWordStart = at === 0 || !endsInWord.test(folded.slice(0, at)) || beginsBehindArticle(folded, at);
    const isEnded = !isWhole || !startsInWord.test(folded.slice(at + word.length));
    const [first, last] = [sources[at], sources[at + word.length - 1]];
    if (isWordStart && isEnded && first && last) found.push({ start: first.start, end: last.end });
  }
  return found;
}

function joined(matches: readonly Match[]): readonly Match[] {
  const result: Match[] = [];
  for (const match of matches.toSorted((left, right) => left.start - right.start)) {
    const last = result.at(-1);
    if (last && match.start <= last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, match.end) };
    else result.push(match);
  }
  return result;
}
