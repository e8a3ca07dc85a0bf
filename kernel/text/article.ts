/**
 * The article that Arabic writes together with its word, alone or behind و ب ك; لل is that behind ل. One rule for the
 * index of the office and for what the window filters by itself. All words here are folded.
 */
const ARTICLE = '(?:[وبك]?ال|لل)';
/** Of what is left, so much must still be a word: الم is no م. */
const LEAST_LETTERS = 3;

const articledWord = new RegExp(`^${ARTICLE}(.{${LEAST_LETTERS},})$`, 'u');
const articleBefore = new RegExp(`(?:^|[^\\p{L}\\p{N}])${ARTICLE}$`, 'u');
const wordAfter = new RegExp(`^[\\p{L}\\p{N}]{${LEAST_LETTERS}}`, 'u');

/** A word, and without its article where it has one: العقارات is found by عقارات, and the other way round. */
export function withAndWithoutArticle(word: string): readonly string[] {
  const bare = articledWord.exec(word)?.[1];
  return bare === undefined ? [word] : [word, bare];
}

/** Does a word begin at this place, behind the article that is written together with it? */
export function beginsBehindArticle(text: string, at: number): boolean {
  return articleBefore.test(text.slice(Math.max(0, at - 4), at)) && wordAfter.test(text.slice(at));
}
