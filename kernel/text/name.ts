import { fold } from './fold.ts';
import { cleanText } from './sanitise.ts';

/**
 * Names of persons as Iraqi papers carry them: own name, father, grandfather, and so on to the family name. Some of
 * these are two words (عبد الله، نور الدين، أبو بكر), and each clerk joins them as he likes.
 */

/** Words that belong to the one behind them, folded. */
const leading = new Set(['عبد', 'ابو', 'ابي', 'ام', 'ابن', 'بن', 'بنت', 'ال', 'ذو', 'ذي'].map(fold));
/** Words that belong to the one before them, folded. */
const trailing = new Set(['الله', 'الدين', 'الرحمن', 'الحق', 'الزهراء', 'الهدى', 'الاسلام'].map(fold));

/** The names that make up a full name, compounds kept together: علي · عبد الله · نور الدين. */
export function nameParts(fullName: string): readonly string[] {
  const parts: string[] = [];
  let isOpen = false;
  for (const word of cleanText(fullName).split(' ').filter(Boolean)) {
    const folded = fold(word);
    const last = parts.at(-1);
    if (last !== undefined && (isOpen || trailing.has(folded))) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
    isOpen = leading.has(folded);
  }
  return parts;
}

/** The same for every way of writing one name, so that عبدالله and عبد الله, أحمد and احمد meet. */
export function nameKey(fullName: string): string {
  return nameParts(fullName)
    .map((part) => fold(part).replaceAll(' ', ''))
    .join(' ');
}

/** Own name and the last one, for narrow places. */
export function shortName(fullName: string): string {
  const parts = nameParts(fullName);
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${first} ${last}` : first;
}
