import { lazy } from 'react';
import type { UiModule } from '#renderer/module.ts';
import { call } from './client.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };
import { findRunsIn } from './home-tasks.ts';
import { outputMenu, outputRoutes } from './outputs.ts';

/** What the payroll module shows: runs with their slips, debts, exemptions, reports and papers. */
export const payrollUi: UiModule = {
  name: 'payroll',
  strings: { ar, ckb, en },
  help: () => import('../help.ar.json'),
  codes: async () => new Map((await call.code.list()).map(({ code, titleAr }) => [code, titleAr])),
  routes: [
    {
      ...{ path: '/payroll/runs', title: 'payroll.run.title', permission: 'payroll.run.view' },
      screen: () => import('./runs/run-list.tsx'),
    },
    {
      ...{ path: '/payroll/runs/:id', title: 'payroll.table.payroll_run', permission: 'payroll.run.view' },
      parent: '/payroll/runs',
      screen: () => import('./runs/run-record.tsx'),
    },
    {
      ...{ path: '/payroll/slips/:id', title: 'payroll.table.payroll_slip', permission: 'payroll.run.view' },
      parent: '/payroll/runs',
      screen: () => import('./slips/slip-record.tsx'),
    },
    {
      ...{ path: '/payroll/debts', title: 'payroll.menu.debts', permission: 'payroll.ledger.view' },
      screen: () => import('./debts/debts-page.tsx'),
    },
    ...outputRoutes,
  ],
  menu: [
    { path: '/payroll/runs', label: 'payroll.menu.runs', icon: 'money', permission: 'payroll.run.view' },
    { path: '/payroll/debts', label: 'payroll.menu.debts', icon: 'stamp', permission: 'payroll.ledger.view' },
    ...outputMenu,
  ],
  actions: [
    {
      ...{ id: 'payroll.run.new', label: 'payroll.run.new', icon: 'plus', permission: 'payroll.run.prepare' },
      path: '/payroll/runs?new',
    },
  ],
  records: {
    payroll_run: { label: 'payroll.table.payroll_run', icon: 'money', pathOf: (id) => `/payroll/runs/${id}` },
  },
  panels: [
    {
      ...{ key: 'whatIf', label: 'payroll.whatIf.title', permission: 'payroll.report.view' },
      ...{ tables: ['regulation_package'], screen: lazy(() => import('./what-if/what-if.tsx')) },
    },
  ],
  tasks: [
    {
      permission: 'payroll.run.prepare',
      find: () => findRunsIn('calculated', { label: 'payroll.home.task.toSubmit' }),
    },
    {
      permission: 'payroll.run.audit',
      find: () => findRunsIn('under_audit', { label: 'payroll.home.task.toAudit', isMine: (run) => !run.auditedBy }),
    },
    {
      permission: 'payroll.run.approve',
      find: () => findRunsIn('under_audit', { label: 'payroll.home.task.toApprove', isMine: (run) => !!run.auditedBy }),
    },
    {
      permission: 'payroll.run.lock',
      find: () => findRunsIn('approved', { label: 'payroll.home.task.toLock' }),
    },
  ],
};
