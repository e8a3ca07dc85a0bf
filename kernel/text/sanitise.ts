/**
 * What never belongs into stored text: controls other than white space; the marks that turn the direction of text
 * around, with which one name can be shown and another stored (UTR #36 §2.6); invisible spaces; halves of surrogate
 * pairs, non-characters and characters for private use.
 */
const unwanted =
  /[[\p{Cc}--[\t\n\v\f\r\x85]]\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\xAD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gv;
/** Kurdish and Persian spelling needs the joiners behind a letter; elsewhere they are only invisible. */
const strayJoiners = /(?<![\p{L}\p{M}\u200C\u200D])[\u200C\u200D]+/gu;

/**
 * Text as it is kept: Unicode NFC, without control and direction marks, every run of white space one space, none at
 * the ends. Cleaning twice changes nothing.
 */
export function cleanText(value: string): string {
  return cleanCharacters(value)
    .replace(/[\s\x85]+/gu, ' ')
    .trim();
}

/** The same for text of several lines: line ends stay, at most one empty line between paragraphs. */
export function cleanLines(value: string): string {
  return cleanCharacters(value)
    .replace(/\r\n?|[\x85\u2028\u2029]/gu, '\n')
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function cleanCharacters(value: string): string {
  return value.replace(unwanted, '').replace(strayJoiners, '').normalize('NFC');
}
