import { fold } from './fold.ts';

/** Words begin with it; the Arabic article before them does not count. Both are spelled in the same way. */
export function hasWord(text: string, word: string): boolean {
  return ` ${text}`.includes(` ${word}`) || ` ${text}`.includes(` ال${word}`);
}

/**
 * How near a text is to what was typed, for what is found by every spelling: 2 where its words begin with these very
 * letters, 1 where they do once folded, 0 where it was found another way (without the hamza, by a number).
 */
export function closeness(text: string, query: string): 0 | 1 | 2 {
  if (hasWords(asTyped(text), asTyped(query))) return 2;
  return hasWords(fold(text), fold(query)) ? 1 : 0;
}

function hasWords(text: string, query: string): boolean {
  return query
    .split(' ')
    .filter(Boolean)
    .every((word) => hasWord(text, word));
}

function asTyped(value: string): string {
  return value.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}
