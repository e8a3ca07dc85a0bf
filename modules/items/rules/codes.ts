import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import { codeForms, groupLevels, type GroupLevel } from '../contract/item.ts';

/** How many digits the last part of a code has, by level. */
const lastDigits = { main: 2, sub: 2, kind: 3, item: 4 } as const satisfies Record<GroupLevel | 'item', number>;

const below = { main: 'sub', sub: 'kind', kind: 'item' } as const satisfies Record<GroupLevel, GroupLevel | 'item'>;

/** Of which level a code is; null for what is no code. */
export function levelOf(code: string): GroupLevel | 'item' | null {
  return ([...groupLevels, 'item'] as const).find((level) => codeForms[level].test(code)) ?? null;
}

/** The code of the group above; null for a main group. */
export function parentOf(code: string): string | null {
  const end = code.lastIndexOf('-');
  return end < 0 ? null : code.slice(0, end);
}

/**
 * The next code below a group, or the next main group where none is named. `taken` are all codes there that were ever
 * given, also those taken back, so that none is given twice. Refuses `CODE_LEVEL` below an item, `GROUP_FULL`.
 */
export function nextCode(parent: string | null, taken: readonly string[]): Verdict<string> {
  const level = parent === null ? 'main' : levelBelow(parent);
  if (level === null) return refuse('CODE_LEVEL', { code: parent ?? '' });
  const digits = lastDigits[level];
  const start = parent === null ? '' : `${parent}-`;
  const last = taken.reduce((highest, code) => Math.max(highest, Number(code.slice(start.length))), 0);
  const next = String(last + 1).padStart(digits, '0');
  return next.length > digits ? refuse('GROUP_FULL', { code: parent ?? '' }) : accept(`${start}${next}`);
}

function levelBelow(parent: string): GroupLevel | 'item' | null {
  const level = levelOf(parent);
  return level === null || level === 'item' ? null : below[level];
}
