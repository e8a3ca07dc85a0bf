import type { RuleDifference } from '../contract/package.ts';
import type { Rule } from '../contract/rule.ts';

const keyOf = ({ kind, code }: Rule): string => `${kind} ${code}`;

/** What changes from some rules to others, in the order of the later ones; what is gone comes last. */
export function differencesOf(before: readonly Rule[], after: readonly Rule[]): readonly RuleDifference[] {
  const old = new Map(before.map((rule) => [keyOf(rule), rule]));
  const kept = new Set(after.map(keyOf));
  const changed = after.flatMap((rule) => {
    const earlier = old.get(keyOf(rule)) ?? null;
    return earlier !== null && isSame(earlier, rule) ? [] : [difference(earlier, rule)];
  });
  return [...changed, ...before.filter((rule) => !kept.has(keyOf(rule))).map((rule) => difference(rule, null))];
}

function difference(before: Rule | null, after: Rule | null): RuleDifference {
  const { kind, code, titleAr } = (after ?? before) as Rule;
  return { kind, code, titleAr, before, after };
}

/** Equal but for the order in which the fields were written. */
function isSame(left: unknown, right: unknown): boolean {
  return ordered(left) === ordered(right);
}

/** JSON with the keys of every object in one order. */
export function ordered(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  );
}
