import type { HomeTask, MenuEntry, UiRoute } from '#renderer/module.ts';

/** The pages of the platform itself, and who may open them. */
const pages = [
  {
    path: '/system/sign-ins',
    title: 'platform.menu.system.signIns',
    permission: 'platform.audit',
    icon: 'history',
    screen: () => import('./sign-ins.tsx'),
  },
  {
    path: '/system/devices',
    title: 'platform.menu.system.devices',
    permission: 'platform.device',
    icon: 'device',
    screen: () => import('./devices.tsx'),
  },
  {
    path: '/system/tokens',
    title: 'platform.menu.system.tokens',
    permission: 'platform.token',
    icon: 'key',
    screen: () => import('./tokens.tsx'),
  },
  {
    path: '/system/backups',
    title: 'platform.menu.system.backups',
    permission: 'platform.backup',
    icon: 'backup',
    screen: () => import('./backups.tsx'),
  },
  {
    path: '/system/sync',
    title: 'platform.menu.system.sync',
    permission: 'platform.sync',
    icon: 'sync',
    screen: () => import('../sync/sync-page.tsx'),
  },
  {
    path: '/system/verify',
    title: 'platform.menu.system.verify',
    permission: 'platform.audit',
    icon: 'shield',
    screen: () => import('./verify.tsx'),
  },
  {
    path: '/system/health',
    title: 'platform.menu.system.health',
    permission: 'platform.health',
    icon: 'chart',
    screen: () => import('./health.tsx'),
  },
] as const satisfies readonly (UiRoute & Pick<MenuEntry, 'icon'>)[];

/** A page of every user's own account. */
const account: UiRoute = {
  path: '/account/second-factor',
  title: 'platform.factor.title',
  screen: () => import('../account/second-factor.tsx'),
};

export const systemRoutes: readonly UiRoute[] = [...pages, account];
export const systemMenu: readonly MenuEntry[] = pages.map(({ path, title, permission, icon }) => ({
  path,
  label: title,
  permission,
  icon,
}));

/** What an administrator should look after. */
export const systemTasks = [
  {
    permission: 'platform.health',
    find: async (): Promise<readonly HomeTask[]> => (await import('./tasks.ts')).findBackupTasks(),
  },
  {
    permission: 'platform.sync',
    find: async (): Promise<readonly HomeTask[]> => (await import('./tasks.ts')).findSyncTasks(),
  },
];
