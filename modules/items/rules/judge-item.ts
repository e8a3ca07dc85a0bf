import { accept, all, refuse, type Problem, type Verdict } from '#kernel/verdict.ts';
import type { ItemInput, ItemStatus } from '../contract/item.ts';
import { parentOf } from './codes.ts';

/** What a catalogue holds, as far as lines are judged against it: with the draft that they belong to. */
export interface Known {
  readonly hasGroup: (code: string) => boolean;
  /** How an item stands; null where there is none of that code. */
  readonly statusOf: (code: string) => ItemStatus | null;
}

/**
 * Judges an item: its kind is there, and who replaces it is told when it is replaced, and only then. Refuses
 * `GROUP_UNKNOWN`, `REPLACEMENT_MISSING`, `REPLACEMENT_NOT_NEEDED`, `REPLACEMENT_UNKNOWN`, `REPLACEMENT_REPLACED`.
 */
export function judgeItem(code: string, written: Pick<ItemInput, 'status' | 'replacedBy'>, known: Known): Verdict {
  const kind = parentOf(code) ?? '';
  return all(
    known.hasGroup(kind) ? accept() : refuse('GROUP_UNKNOWN', { code: kind }, 'kindCode'),
    judgeReplacement(code, written, known),
  );
}

/**
 * Judges by whom an item is replaced; null is a new one, which has no code yet. An item that is itself replaced takes
 * nobody's place: so there are no rings. Refuses `REPLACEMENT_MISSING`, `REPLACEMENT_NOT_NEEDED`, `REPLACEMENT_UNKNOWN`,
 * `REPLACEMENT_REPLACED`.
 */
export function judgeReplacement(
  code: string | null,
  { status, replacedBy }: Pick<ItemInput, 'status' | 'replacedBy'>,
  { statusOf }: Pick<Known, 'statusOf'>,
): Verdict {
  if (status !== 'replaced') {
    return replacedBy === null ? accept() : refuse('REPLACEMENT_NOT_NEEDED', {}, 'replacedBy');
  }
  if (replacedBy === null) return refuse('REPLACEMENT_MISSING', {}, 'replacedBy');
  const standing = replacedBy === code ? null : statusOf(replacedBy);
  if (standing === null) return refuse('REPLACEMENT_UNKNOWN', { code: replacedBy }, 'replacedBy');
  return standing === 'replaced' ? refuse('REPLACEMENT_REPLACED', { code: replacedBy }, 'replacedBy') : accept();
}

/** A line that an edition writes. */
export interface EditionLines {
  readonly groups: readonly { readonly code: string }[];
  readonly items: readonly (Pick<ItemInput, 'status' | 'replacedBy'> & { readonly code: string })[];
}

/** More refused lines than these nobody reads at once. */
export const PROBLEMS_TOLD = 20;

/**
 * Judges whether an edition may come into force: one of 80,000 lines as well as one of three. Refuses
 * `EDITION_EMPTY`, `GROUP_UNKNOWN` and what `judgeItem` refuses, the first `PROBLEMS_TOLD` of them.
 */
export function judgeEdition({ groups, items }: EditionLines, known: Known): Verdict {
  if (groups.length + items.length === 0) return refuse('EDITION_EMPTY');
  const problems: Problem[] = [];
  for (const verdict of judgedLines({ groups, items }, known)) {
    if (!verdict.ok) problems.push(...verdict.problems);
    if (problems.length >= PROBLEMS_TOLD) break;
  }
  return problems.length > 0 ? { ok: false, problems } : accept();
}

function* judgedLines({ groups, items }: EditionLines, known: Known): Generator<Verdict> {
  for (const { code } of groups) {
    const parent = parentOf(code);
    yield parent === null || known.hasGroup(parent) ? accept() : refuse('GROUP_UNKNOWN', { code: parent });
  }
  for (const each of items) yield judgeItem(each.code, each, known);
}
