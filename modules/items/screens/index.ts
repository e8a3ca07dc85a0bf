import type { UiModule } from '#renderer/module.ts';
import { call } from './client.ts';
import { findRefused } from './home-tasks.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

const view = 'items.catalogue.view';

/** What the catalogue of items shows: the items, their groups, the editions, and what this office proposes. */
export const itemsUi: UiModule = {
  name: 'items',
  strings: { ar, ckb, en },
  codes: async () => new Map((await call.group.list()).map(({ code, nameAr }) => [`kindCode.${code}`, nameAr])),
  help: () => import('../help.ar.json'),
  routes: [
    {
      ...{ path: '/items/catalogue', title: 'items.catalogue.title', permission: view },
      screen: () => import('./catalogue/item-list.tsx'),
    },
    {
      ...{ path: '/items/catalogue/:id', title: 'items.table.items_item', permission: view },
      parent: '/items/catalogue',
      screen: () => import('./catalogue/item-record.tsx'),
    },
    {
      ...{ path: '/items/groups', title: 'items.group.title', permission: view },
      screen: () => import('./groups/group-list.tsx'),
    },
    {
      ...{ path: '/items/editions', title: 'items.edition.title', permission: view },
      screen: () => import('./editions/edition-list.tsx'),
    },
    {
      ...{ path: '/items/editions/:id', title: 'items.table.items_edition', permission: view },
      parent: '/items/editions',
      screen: () => import('./editions/edition-record.tsx'),
    },
    {
      ...{ path: '/items/proposals', title: 'items.proposal.title', permission: view },
      screen: () => import('./proposals/proposal-list.tsx'),
    },
    {
      ...{ path: '/items/proposals/:id', title: 'items.table.items_proposal', permission: view },
      parent: '/items/proposals',
      screen: () => import('./proposals/proposal-record.tsx'),
    },
  ],
  menu: [
    { path: '/items/catalogue', label: 'items.menu.catalogue', icon: 'list', permission: view },
    { path: '/items/groups', label: 'items.menu.groups', icon: 'tree', permission: view },
    { path: '/items/editions', label: 'items.menu.editions', icon: 'history', permission: view },
    {
      ...{ path: '/items/proposals', label: 'items.menu.proposals', icon: 'upload', permission: view },
      isToDataCentre: true,
    },
  ],
  actions: [],
  records: {
    items_item: { label: 'items.table.items_item', icon: 'list', pathOf: (id) => `/items/catalogue/${id}` },
    items_edition: { label: 'items.table.items_edition', icon: 'history', pathOf: (id) => `/items/editions/${id}` },
    items_proposal: { label: 'items.table.items_proposal', icon: 'upload', pathOf: (id) => `/items/proposals/${id}` },
  },
  panels: [],
  tasks: [{ permission: 'items.proposal.edit', find: findRefused }],
};
