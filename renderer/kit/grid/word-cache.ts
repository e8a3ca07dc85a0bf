import type { Language } from '#kernel/display.ts';
import { sortKey } from '#kernel/text/collate.ts';
import { fold, searchKeys } from '#kernel/text/fold.ts';

/**
 * Names are made of few different words, and folding a word costs a hundred times what finding it again does: a list
 * of 100,000 names is made ready for search and sorting in a fraction of a second by keeping the words.
 */
const WORDS = 50_000;

/** Folded words of a text, each with a space before it; where hamza makes a difference, both spellings of the text. */
export function searchText(text: string): string {
  let primary = '';
  let hamza = '';
  for (const word of text.split(/\s+/u)) {
    const keys = foldedWord(word);
    primary += keys.primary;
    hamza += keys.hamza;
  }
  return primary === hamza ? primary : primary + hamza;
}

/** The same as the kernel's `fold`. */
export function foldedText(text: string): string {
  const words = text.split(/\s+/u).filter(Boolean);
  return words.map((word) => remembered(plainFolded, word, () => fold(word))).join(' ');
}

/** The same as the kernel's `sortKey`. */
export function wordSortKey(text: string, language: Language): string {
  const weights = text
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => weightOf(word, language));
  return `${weights.join(' ')}\u0000${text}`;
}

interface FoldedWord {
  readonly primary: string;
  readonly hamza: string;
}

const folded = new Map<string, FoldedWord>();
const plainFolded = new Map<string, string>();
const weights = { ar: new Map<string, string>(), ckb: new Map<string, string>(), en: new Map<string, string>() };

/** Numbers and codes are all different and cost little: they are not kept. */
const plain = /^[\x21-\x7e]*$/u;

function foldedWord(word: string): FoldedWord {
  if (plain.test(word)) {
    const text = plainWords(word.toLowerCase());
    return { primary: text, hamza: text };
  }
  return remembered(folded, word, () => {
    const { primary, hamza } = searchKeys(word);
    return { primary: plainWords(primary), hamza: plainWords(hamza) };
  });
}

function weightOf(word: string, language: Language): string {
  // Behind the separator the kernel's key repeats the name itself.
  if (/^[0-9]+$/u.test(word)) return sortKey(word, language).split('\u0000')[0] ?? '';
  return remembered(weights[language], word, () => sortKey(word, language).split('\u0000')[0] ?? '');
}

function remembered<Value>(words: Map<string, Value>, word: string, make: () => Value): Value {
  const known = words.get(word);
  if (known !== undefined) return known;
  if (words.size >= WORDS) words.clear();
  const made = make();
  words.set(word, made);
  return made;
}

/** Letters and figures only, each run of them with one space before it; nothing for what has neither. */
function plainWords(text: string): string {
  if (/^[a-z0-9]+$/u.test(text)) return ` ${text}`;
  const words = text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return words === '' ? '' : ` ${words}`;
}
