import type { UiModule } from '#renderer/module.ts';
import { findRefused } from './home-tasks.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the rules module shows: the packages, each with its rules. */
export const regulationUi: UiModule = {
  name: 'regulation',
  strings: { ar, ckb, en },
  help: () => import('../help.ar.json'),
  routes: [
    {
      ...{ path: '/regulation/packages', title: 'regulation.package.title', permission: 'regulation.package.view' },
      screen: () => import('./package-list.tsx'),
    },
    {
      ...{ path: '/regulation/packages/:id', title: 'regulation.table.regulation_package' },
      ...{ permission: 'regulation.package.view', parent: '/regulation/packages' },
      screen: () => import('./package-record.tsx'),
    },
  ],
  menu: [
    {
      ...{ path: '/regulation/packages', label: 'regulation.package.title', icon: 'shield' },
      permission: 'regulation.package.view',
    },
  ],
  actions: [],
  records: {
    regulation_package: {
      ...{ label: 'regulation.table.regulation_package', icon: 'shield' },
      pathOf: (id) => `/regulation/packages/${id}`,
    },
  },
  panels: [],
  tasks: [{ permission: 'regulation.package.publish', find: findRefused }],
};
