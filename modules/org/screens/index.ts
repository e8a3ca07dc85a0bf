import type { UiModule } from '#renderer/module.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the organisation shows: its tree, its people and their rights, its committees, the office itself. */
export const orgUi: UiModule = {
  name: 'org',
  strings: { ar, ckb, en },
  help: () => import('../help.ar.json'),
  routes: [
    {
      path: '/org/units',
      title: 'org.unit.title',
      permission: 'org.unit.view',
      screen: () => import('./units/unit-list.tsx'),
    },
    {
      path: '/org/units/:id',
      title: 'org.table.org_unit',
      permission: 'org.unit.view',
      parent: '/org/units',
      screen: () => import('./units/unit-record.tsx'),
    },
    {
      path: '/org/users',
      title: 'org.user.title',
      permission: 'org.user.view',
      screen: () => import('./users/user-list.tsx'),
    },
    {
      path: '/org/users/:id',
      title: 'org.table.org_user',
      permission: 'org.user.view',
      parent: '/org/users',
      screen: () => import('./users/user-record.tsx'),
    },
    {
      path: '/org/roles',
      title: 'org.role.title',
      permission: 'org.user.view',
      screen: () => import('./roles/role-matrix.tsx'),
    },
    {
      path: '/org/delegations',
      title: 'org.delegation.title',
      permission: 'org.user.view',
      screen: () => import('./delegations/delegation-list.tsx'),
    },
    {
      path: '/org/committees',
      title: 'org.committee.title',
      permission: 'org.committee.view',
      screen: () => import('./committees/committee-list.tsx'),
    },
    {
      path: '/org/committees/new',
      title: 'org.committee.new',
      permission: 'org.committee.edit',
      parent: '/org/committees',
      screen: () => import('./committees/new-committee.tsx'),
    },
    {
      path: '/org/committees/:id',
      title: 'org.table.org_committee',
      permission: 'org.committee.view',
      parent: '/org/committees',
      screen: () => import('./committees/committee-record.tsx'),
    },
    {
      path: '/org/settings',
      title: 'org.settings.title',
      permission: 'org.office.edit',
      screen: () => import('./settings/office-settings.tsx'),
    },
  ],
  menu: [
    { path: '/org/units', label: 'org.menu.units', icon: 'tree', permission: 'org.unit.view' },
    { path: '/org/users', label: 'org.menu.users', icon: 'users', permission: 'org.user.view' },
    { path: '/org/roles', label: 'org.menu.roles', icon: 'shield', permission: 'org.user.view' },
    { path: '/org/delegations', label: 'org.menu.delegations', icon: 'stamp', permission: 'org.user.view' },
    { path: '/org/committees', label: 'org.menu.committees', icon: 'committee', permission: 'org.committee.view' },
    { path: '/org/settings', label: 'org.menu.settings', icon: 'settings', permission: 'org.office.edit' },
  ],
  actions: [
    { id: 'org.unit.new', label: 'org.unit.new', icon: 'plus', permission: 'org.unit.edit', path: '/org/units?new' },
    { id: 'org.user.new', label: 'org.user.new', icon: 'plus', permission: 'org.user.edit', path: '/org/users?new' },
    {
      id: 'org.committee.new',
      label: 'org.committee.new',
      icon: 'plus',
      permission: 'org.committee.edit',
      path: '/org/committees/new',
    },
    {
      id: 'org.delegation.new',
      label: 'org.delegation.new',
      icon: 'plus',
      permission: 'org.delegation.edit',
      path: '/org/delegations?new',
    },
  ],
  records: {
    org_unit: { label: 'org.table.org_unit', icon: 'building', pathOf: (id) => `/org/units/${id}` },
    org_user: { label: 'org.table.org_user', icon: 'user', pathOf: (id) => `/org/users/${id}` },
    org_committee: { label: 'org.table.org_committee', icon: 'committee', pathOf: (id) => `/org/committees/${id}` },
    org_role: { label: 'org.table.org_role', icon: 'shield', pathOf: () => '/org/roles' },
    org_office: { label: 'org.table.org_office', icon: 'settings', pathOf: () => '/org/settings' },
  },
  panels: [],
  tasks: [
    {
      permission: 'org.user.edit',
      find: async () => (await import('./home-tasks.ts')).findUserTasks(),
    },
  ],
};
