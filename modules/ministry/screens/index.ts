import type { UiModule } from '#renderer/module.ts';
import {
  findDoubleFiles,
  findHealth,
  findItemProposals,
  findOfficeProposals,
  findOffices,
  findOverdue,
  findProposals,
} from './home-tasks.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the data centre shows its own people: offices, unified payroll, people, and who looked at what. */
export const ministryUi: UiModule = {
  name: 'ministry',
  strings: { ar, ckb, en },
  help: () => import('../help.ar.json'),
  routes: [
    {
      ...{ path: '/ministry/offices', title: 'ministry.offices.title', permission: 'ministry.office.view' },
      screen: () => import('./offices/office-list.tsx'),
    },
    {
      ...{ path: '/ministry/offices/new', title: 'ministry.offices.new', permission: 'ministry.office.edit' },
      parent: '/ministry/offices',
      screen: () => import('./offices/new-office.tsx'),
    },
    {
      ...{ path: '/ministry/offices/:id', title: 'ministry.table.office', permission: 'ministry.office.view' },
      parent: '/ministry/offices',
      screen: () => import('./offices/office-page.tsx'),
    },
    {
      ...{ path: '/ministry/offices/:id/edit', title: 'ministry.office.edit', permission: 'ministry.office.edit' },
      parent: '/ministry/offices/:id',
      screen: () => import('./offices/edit-office.tsx'),
    },
    {
      ...{ path: '/ministry/payroll', title: 'ministry.payroll.title', permission: 'ministry.payroll.view' },
      screen: () => import('./payroll/unified-payroll.tsx'),
    },
    {
      ...{ path: '/ministry/twice', title: 'ministry.twice.title', permission: 'ministry.payroll.view' },
      screen: () => import('./payroll/paid-twice.tsx'),
    },
    {
      ...{ path: '/ministry/people', title: 'ministry.people.title', permission: 'ministry.person.view' },
      screen: () => import('./people.tsx'),
    },
    {
      ...{ path: '/ministry/transit', title: 'ministry.transit.title', permission: 'ministry.person.view' },
      screen: () => import('./in-transit.tsx'),
    },
    {
      ...{ path: '/ministry/double-files', title: 'ministry.doubleFiles.title' },
      permission: 'ministry.doubleFile.view',
      screen: () => import('./double-files/double-file-page.tsx'),
    },
    {
      ...{ path: '/ministry/double-files/:id', title: 'ministry.field.verdict' },
      ...{ permission: 'ministry.doubleFile.view', parent: '/ministry/double-files' },
      screen: () => import('./double-files/decision-page.tsx'),
    },
    {
      ...{ path: '/ministry/proposals', title: 'ministry.proposals.title', permission: 'ministry.proposal.view' },
      screen: () => import('./proposals/proposal-list.tsx'),
    },
    {
      ...{ path: '/ministry/proposals/:office/:id', title: 'ministry.field.proposal' },
      ...{ permission: 'ministry.proposal.view', parent: '/ministry/proposals' },
      screen: () => import('./proposals/proposal-page.tsx'),
    },
    {
      ...{ path: '/ministry/item-proposals', title: 'ministry.itemProposals.title' },
      permission: 'ministry.itemProposal.view',
      screen: () => import('./item-proposals/item-proposal-list.tsx'),
    },
    {
      ...{ path: '/ministry/item-proposals/:office/:id', title: 'ministry.field.item' },
      ...{ permission: 'ministry.itemProposal.view', parent: '/ministry/item-proposals' },
      screen: () => import('./item-proposals/item-proposal-page.tsx'),
    },
    {
      ...{ path: '/ministry/office-proposals', title: 'ministry.officeProposals.title' },
      permission: 'ministry.officeProposal.view',
      screen: () => import('./office-proposals/office-proposal-list.tsx'),
    },
    {
      ...{ path: '/ministry/office-proposals/:office/:id', title: 'ministry.field.proposedOffice' },
      ...{ permission: 'ministry.officeProposal.view', parent: '/ministry/office-proposals' },
      screen: () => import('./office-proposals/office-proposal-page.tsx'),
    },
    {
      ...{ path: '/ministry/health', title: 'ministry.health.title', permission: 'ministry.health.view' },
      screen: () => import('./health/health-page.tsx'),
    },
    {
      ...{ path: '/ministry/acts', title: 'ministry.acts.title', permission: 'ministry.act.view' },
      screen: () => import('./acts.tsx'),
    },
  ],
  menu: [
    { path: '/ministry/offices', label: 'ministry.menu.offices', icon: 'building', permission: 'ministry.office.view' },
    { path: '/ministry/payroll', label: 'ministry.menu.payroll', icon: 'money', permission: 'ministry.payroll.view' },
    { path: '/ministry/twice', label: 'ministry.menu.twice', icon: 'warning', permission: 'ministry.payroll.view' },
    { path: '/ministry/people', label: 'ministry.menu.people', icon: 'search', permission: 'ministry.person.view' },
    { path: '/ministry/transit', label: 'ministry.menu.transit', icon: 'clock', permission: 'ministry.person.view' },
    {
      ...{ path: '/ministry/double-files', label: 'ministry.menu.doubleFiles', icon: 'copy' },
      permission: 'ministry.doubleFile.view',
    },
    {
      ...{ path: '/ministry/proposals', label: 'ministry.menu.proposals', icon: 'shield' },
      permission: 'ministry.proposal.view',
    },
    {
      ...{ path: '/ministry/item-proposals', label: 'ministry.menu.itemProposals', icon: 'list' },
      permission: 'ministry.itemProposal.view',
    },
    {
      ...{ path: '/ministry/office-proposals', label: 'ministry.menu.officeProposals', icon: 'tree' },
      permission: 'ministry.officeProposal.view',
    },
    { path: '/ministry/health', label: 'ministry.menu.health', icon: 'device', permission: 'ministry.health.view' },
    { path: '/ministry/acts', label: 'ministry.menu.acts', icon: 'history', permission: 'ministry.act.view' },
  ],
  actions: [],
  records: {},
  panels: [],
  tasks: [
    { permission: 'ministry.health.view', find: findHealth },
    { permission: 'ministry.doubleFile.decide', find: findDoubleFiles },
    { permission: 'ministry.person.view', find: findOverdue },
    { permission: 'ministry.proposal.decide', find: findProposals },
    { permission: 'ministry.itemProposal.decide', find: findItemProposals },
    { permission: 'ministry.officeProposal.decide', find: findOfficeProposals },
    { permission: 'ministry.office.edit', find: findOffices },
  ],
};
