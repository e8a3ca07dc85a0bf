import type { UiModule } from '#renderer/module.ts';
import { call } from './client.ts';
import { findRefused } from './home-tasks.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

const tree = 'org.unit.view';
const view = 'structure.proposal.view';

/** What is shown of the tree of the ministry: the offices as they came down, and what this office proposes of it. */
export const structureUi: UiModule = {
  name: 'structure',
  strings: { ar, ckb, en },
  codes: officeCodes,
  help: () => import('../help.ar.json'),
  routes: [
    {
      ...{ path: '/structure/offices', title: 'structure.tree.title', permission: tree },
      screen: () => import('./tree/tree-list.tsx'),
    },
    {
      ...{ path: '/structure/offices/:id', title: 'structure.tree.office', permission: tree },
      parent: '/structure/offices',
      screen: () => import('./tree/office-page.tsx'),
    },
    {
      ...{ path: '/structure/proposals', title: 'structure.proposal.title', permission: view },
      screen: () => import('./proposals/proposal-list.tsx'),
    },
    {
      ...{ path: '/structure/proposals/:id', title: 'structure.table.structure_proposal', permission: view },
      parent: '/structure/proposals',
      screen: () => import('./proposals/proposal-record.tsx'),
    },
  ],
  menu: [
    { path: '/structure/offices', label: 'structure.menu.tree', icon: 'tree', permission: tree },
    {
      ...{ path: '/structure/proposals', label: 'structure.menu.proposals', icon: 'upload', permission: view },
      isToDataCentre: true,
    },
  ],
  actions: [],
  records: {
    structure_proposal: {
      ...{ label: 'structure.table.structure_proposal', icon: 'upload' },
      pathOf: (id) => `/structure/proposals/${id}`,
    },
  },
  panels: [],
  tasks: [{ permission: 'structure.proposal.edit', find: findRefused }],
};

/** The offices that a proposal points to by their numbers. */
async function officeCodes(): Promise<ReadonlyMap<string, string>> {
  const { offices } = await call.tree.get();
  return new Map(
    offices.flatMap(({ office, nameAr }) => [
      [`aboutOffice.${office}`, nameAr],
      [`parentOffice.${office}`, nameAr],
    ]),
  );
}
