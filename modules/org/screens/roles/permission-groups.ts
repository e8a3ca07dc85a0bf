import { moduleOf } from '#renderer/record/labels.ts';
import type { RoleRow } from '../../contract.ts';

export interface PermissionGroup {
  readonly module: string;
  readonly permissions: readonly string[];
}

/** Every permission of the office by module: the administrator's role holds all that there are. */
export function permissionGroups(roles: readonly Pick<RoleRow, 'permissions'>[]): readonly PermissionGroup[] {
  const known = [...new Set(roles.flatMap(({ permissions }) => permissions))];
  const groups = Map.groupBy(known, moduleOf);
  return [...groups].map(([module, permissions]) => ({ module, permissions }));
}
