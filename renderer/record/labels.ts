/** The key of a command's name: `org.unit.move` is named by `org.command.unit.move`. */
export function commandKey(command: string): string {
  const module = moduleOf(command);
  return `${module}.command.${command.slice(module.length + 1)}`;
}

/** The key of a permission's name: `org.unit.view` is named by `org.permission.org.unit.view`. */
export function permissionKey(permission: string): string {
  return `${moduleOf(permission)}.permission.${permission}`;
}

/** The module that a command, permission or table belongs to: its first word. */
export function moduleOf(name: string): string {
  return /^[a-z]+/.exec(name)?.[0] ?? '';
}
