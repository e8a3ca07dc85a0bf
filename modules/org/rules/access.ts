import type { LocalDate } from '#kernel/date.ts';
import { accept, all, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Access, Reach } from '#modules/module.ts';
import type { DelegationInput } from '../contract.ts';
import { isInForce, subtree } from './unit.ts';

interface Holding {
  readonly userId: string;
  readonly roleId: string;
  readonly unitId: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

type Delegated = Pick<DelegationInput, 'fromUserId' | 'toUserId' | 'validFrom' | 'validTo'> & {
  readonly permissions: readonly string[] | null;
};

export interface AccessFacts {
  readonly userId: string;
  readonly day: LocalDate;
  readonly assignments: readonly Holding[];
  readonly delegations: readonly Delegated[];
  readonly permissionsOf: ReadonlyMap<string, readonly string[]>;
  readonly units: readonly { readonly id: string; readonly parentId: string | null }[];
}

/**
 * What a user may do on a day: his own roles, each over the subtree of its unit, and what others delegated to him for
 * this day. A right that he holds himself is never used in another's name; a delegated right is never passed on.
 */
export function accessOf(facts: AccessFacts): Access {
  const grants = new Map<string, { reach: Reach; onBehalfOf: string | null }>();
  const add = (permission: string, reach: Reach, onBehalfOf: string | null): void => {
    const known = grants.get(permission);
    if (!known) grants.set(permission, { reach, onBehalfOf });
    else if (known.onBehalfOf === onBehalfOf) grants.set(permission, { reach: union(known.reach, reach), onBehalfOf });
    else if (known.onBehalfOf !== null && isWider(reach, known.reach)) grants.set(permission, { reach, onBehalfOf });
  };
  for (const { permission, reach } of heldBy(facts.userId, facts)) add(permission, reach, null);
  for (const delegation of facts.delegations) {
    if (delegation.toUserId !== facts.userId || !isInForce(delegation, facts.day)) continue;
    for (const { permission, reach } of heldBy(delegation.fromUserId, facts)) {
      const isHandedOver = delegation.permissions === null || delegation.permissions.includes(permission);
      if (isHandedOver && !isPersonal(permission)) add(permission, reach, delegation.fromUserId);
    }
  }
  return { userId: facts.userId, grants };
}

/** Nobody hands out more than he holds himself, or he could make himself administrator through a friend. */
export function judgeGranting(granter: Access, permissions: readonly string[], unitId: string | null): Verdict {
  const missing = permissions.filter((permission) => {
    const own = granter.grants.get(permission);
    if (!own || own.onBehalfOf !== null) return true;
    return own.reach !== 'everywhere' && (unitId === null || !own.reach.has(unitId));
  });
  return missing.length > 0 ? refuse('MORE_THAN_YOU_HOLD', { count: missing.length }) : accept();
}

export function judgeDelegation(input: DelegationInput): Verdict {
  return all(
    input.fromUserId === input.toUserId ? refuse('DELEGATION_TO_SELF', undefined, 'toUserId') : accept(),
    input.validTo < input.validFrom ? refuse('PERIOD_REVERSED', undefined, 'validTo') : accept(),
    input.orderDate > input.validFrom ? refuse('ORDER_AFTER_START', undefined, 'orderDate') : accept(),
  );
}

/**
 * Whoever writes down a delegation is the principal himself, or holds all that is handed over and as far as it
 * reaches: otherwise he could hand the administrator's rights to a friend. `permissions` null hands over everything.
 */
export function judgeHandingOver(delegating: {
  readonly maker: Access | null;
  readonly principal: Access;
  readonly permissions: readonly string[] | null;
}): Verdict {
  const { maker, principal, permissions } = delegating;
  if (maker?.userId === principal.userId) return accept();
  const missing = [...principal.grants].filter(([permission, { reach, onBehalfOf }]) => {
    const isHandedOver = permissions === null || permissions.includes(permission);
    if (!isHandedOver || onBehalfOf !== null || isPersonal(permission)) return false;
    const own = maker?.grants.get(permission);
    return !own || own.onBehalfOf !== null || !covers(own.reach, reach);
  });
  return missing.length > 0 ? refuse('MORE_THAN_YOU_HOLD', { count: missing.length }) : accept();
}

/** Rights over rights stay with the person: a deputy does not appoint further deputies or users. */
export function isPersonal(permission: string): boolean {
  return ['org.delegation.edit', 'org.role.edit', 'org.user.edit'].includes(permission);
}

function* heldBy(userId: string, facts: AccessFacts): Generator<{ permission: string; reach: Reach }> {
  for (const holding of facts.assignments) {
    if (holding.userId !== userId || !isInForce(holding, facts.day)) continue;
    const isTop = facts.units.some((unit) => unit.id === holding.unitId && unit.parentId === null);
    const reach: Reach = isTop ? 'everywhere' : subtree(holding.unitId, facts.units);
    for (const permission of facts.permissionsOf.get(holding.roleId) ?? []) yield { permission, reach };
  }
}

function union(left: Reach, right: Reach): Reach {
  return left === 'everywhere' || right === 'everywhere' ? 'everywhere' : new Set([...left, ...right]);
}

function covers(outer: Reach, inner: Reach): boolean {
  return outer === 'everywhere' || (inner !== 'everywhere' && [...inner].every((unitId) => outer.has(unitId)));
}

function isWider(left: Reach, right: Reach): boolean {
  if (right === 'everywhere') return false;
  return left === 'everywhere' || left.size > right.size;
}
