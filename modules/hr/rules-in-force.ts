import { iqState201511 } from '#modules/regulation/index.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';

/** The rules by which staff matters are judged: the package that the office works by. */
export function rulesInForce(): readonly Rule[] {
  return iqState201511.rules;
}
