import { moduleOf } from '#renderer/record/labels.ts';
import type { RoleRow } from '../../contract.ts';

export interface PermissionGroup {
  readonly module: string;
  readonly permissions: readonly string[];
}

type Holder = Pick<RoleRow, 'permissions' | 'isBuiltIn'>;

/**
 * Every permission of the office by module: the administrator's role holds all that there are, in their order. First
 * stands the module that this office has its own roles for: the ministry's pages at the data centre.
 */
export function permissionGroups(roles: readonly Holder[]): readonly PermissionGroup[] {
  const [all, ...others] = roles.toSorted((one, other) => other.permissions.length - one.permissions.length);
  const known = new Set([all, ...others].flatMap((role) => role?.permissions ?? []));
  const groups = [...Map.groupBy(known, moduleOf)].map(([module, permissions]) => ({ module, permissions }));
  const held = (isBuiltIn: boolean) =>
    new Set(others.filter((role) => role.isBuiltIn === isBuiltIn).flatMap((role) => role.permissions.map(moduleOf)));
  const [byOwn, byBuiltIn] = [held(false), held(true)];
  const [own, common] = partition(groups, ({ module }) => byOwn.has(module) && !byBuiltIn.has(module));
  return [...own, ...common];
}

/** The roles that this office has made or begun with for itself stand before those of every office. */
export function ownRolesFirst<Role extends Holder>(roles: readonly Role[]): readonly Role[] {
  const [builtIn, own] = partition(roles, (role) => role.isBuiltIn);
  return [...own, ...builtIn];
}

function partition<T>(from: readonly T[], isFirst: (each: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [from.filter(isFirst), from.filter((each) => !isFirst(each))];
}
