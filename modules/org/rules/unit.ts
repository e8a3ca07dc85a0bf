import type { LocalDate } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import { moves, unitTypes, type State, type UnitType } from '../contract.ts';

/** A node of the tree, as far as its place and its period go. */
export interface UnitNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly type: UnitType;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/** The unit above, with the name by which a refusal calls it. */
interface UnitAbove extends UnitNode {
  readonly nameAr: string;
}

interface Period {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/** Open until the day it ends, that day included. */
export function stateOn(period: Period, day: LocalDate): State {
  return period.validTo !== null && period.validTo < day ? 'closed' : 'open';
}

/** In force on this day: both ends included. */
export function isInForce(period: Period, day: LocalDate): boolean {
  return period.validFrom <= day && (period.validTo === null || day <= period.validTo);
}

/** May this move be made from this state? Reads the moves table of the contract and nothing else. */
export function judgeMove(kind: keyof typeof moves, name: string, state: State): Verdict {
  const move = moves[kind].find((candidate) => candidate.name === name);
  // The table's tuples are narrower than the states they are asked about.
  const isAllowed = move !== undefined && (move.from as readonly State[]).includes(state);
  if (isAllowed) return accept();
  if (kind === 'committee') return refuse('COMMITTEE_CLOSED');
  return refuse(state === 'closed' ? 'UNIT_CLOSED' : 'UNIT_OPEN');
}

export function judgePeriod(period: Period): Verdict {
  return period.validTo !== null && period.validTo < period.validFrom
    ? refuse('PERIOD_REVERSED', undefined, 'validTo')
    : accept();
}

/** What may stand at the top of an office's tree: the office sees itself and what lies below it. */
const topTypes: readonly UnitType[] = ['ministry', 'general_directorate', 'directorate'];

/** One unit stands at the top; everything else lies under an open unit of a higher rank, within its period. */
export function judgePlace(node: Omit<UnitNode, 'id'>, parent: UnitAbove | null): Verdict {
  if (parent === null) {
    return topTypes.includes(node.type) ? accept() : refuse('PARENT_REQUIRED', undefined, 'parentId');
  }
  return all(
    rankOf(parent.type) < rankOf(node.type) ? accept() : refuse('PARENT_NOT_HIGHER', undefined, 'parentId'),
    judgeWithinParent(node, parent),
  );
}

/** A unit may not hang below itself. `byId` knows every unit. */
export function judgeNewParent(id: string, parentId: string, byId: ReadonlyMap<string, UnitNode>): Verdict {
  return ancestors(parentId, byId).includes(id) ? refuse('PARENT_IS_BELOW', undefined, 'parentId') : accept();
}

/** A unit is closed after all that lies below it. */
export function judgeClosing(unit: UnitNode, children: readonly UnitNode[], validTo: LocalDate): Verdict {
  const open = children.filter((child) => child.validTo === null || child.validTo > validTo);
  return all(
    validTo < unit.validFrom ? refuse('PERIOD_REVERSED', undefined, 'validTo') : accept(),
    open.length > 0 ? refuse('UNIT_HAS_OPEN_CHILDREN', { count: open.length }, 'validTo') : accept(),
  );
}

/** The unit itself and everything above it, nearest first. A damaged tree with a ring ends the walk. */
export function ancestors(id: string, byId: ReadonlyMap<string, Pick<UnitNode, 'parentId'>>): readonly string[] {
  const path: string[] = [];
  let current: string | null = id;
  while (current !== null && !path.includes(current)) {
    path.push(current);
    current = byId.get(current)?.parentId ?? null;
  }
  return path;
}

/** The unit itself and everything below it. */
export function subtree(rootId: string, units: readonly Pick<UnitNode, 'id' | 'parentId'>[]): ReadonlySet<string> {
  const children = Map.groupBy(units, (unit) => unit.parentId);
  const found = new Set([rootId]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}

function judgeWithinParent(node: Period, parent: UnitAbove): Verdict {
  const named = { parent: parent.nameAr, from: parent.validFrom };
  if (parent.validTo !== null && parent.validTo < node.validFrom) {
    return refuse('PARENT_CLOSED', { parent: parent.nameAr, to: parent.validTo }, 'parentId');
  }
  const endsInside = parent.validTo === null || (node.validTo !== null && node.validTo <= parent.validTo);
  return node.validFrom >= parent.validFrom && endsInside
    ? accept()
    : parent.validTo === null
      ? refuse('PERIOD_BEFORE_PARENT', named, 'validFrom')
      : refuse('PERIOD_OUTSIDE_PARENT', { ...named, to: parent.validTo }, 'validFrom');
}

function rankOf(type: UnitType): number {
  return unitTypes.indexOf(type);
}
