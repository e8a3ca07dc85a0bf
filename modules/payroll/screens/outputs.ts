import { createElement, lazy, type ComponentType } from 'react';
import type { MenuEntry, UiRoute } from '#renderer/module.ts';
import type { RunDetail } from '../contract/index.ts';
import type { RunTab } from './run-tab.ts';

/** What the pay gives out: the pages of its reports, and the parts that they add to the page of a run. */

type RunPart = ComponentType<{ readonly run: RunDetail }>;

const SheetTab: RunPart = lazy(() => import('./papers/sheet-tab.tsx'));
const ListsTab: RunPart = lazy(() => import('./reports/lists-tab.tsx'));
const AuditTab: RunPart = lazy(() => import('./reports/audit-tab.tsx'));
const ComparisonTab: RunPart = lazy(() => import('./reports/comparison-tab.tsx'));
const BankTab: RunPart = lazy(() => import('./bank/bank-tab.tsx'));

export const outputRoutes: readonly UiRoute[] = [
  {
    ...{ path: '/payroll/cost', title: 'payroll.cost.title', permission: 'payroll.report.view' },
    screen: () => import('./reports/cost.tsx'),
  },
  {
    ...{ path: '/payroll/tax-forms', title: 'payroll.form.title', permission: 'payroll.report.view' },
    screen: () => import('./reports/tax-forms.tsx'),
  },
  {
    ...{ path: '/payroll/accounts', title: 'payroll.account.title', permission: 'payroll.report.view' },
    screen: () => import('./accounts/account-list.tsx'),
  },
  {
    ...{ path: '/payroll/bank-templates', title: 'payroll.bank.templates', permission: 'payroll.bank.view' },
    screen: () => import('./bank/template-list.tsx'),
  },
];

export const outputMenu: readonly MenuEntry[] = [
  { path: '/payroll/cost', label: 'payroll.cost.title', icon: 'chart', permission: 'payroll.report.view' },
  { path: '/payroll/tax-forms', label: 'payroll.form.title', icon: 'file', permission: 'payroll.report.view' },
  { path: '/payroll/accounts', label: 'payroll.account.title', icon: 'list', permission: 'payroll.report.view' },
  {
    ...{ path: '/payroll/bank-templates', label: 'payroll.bank.templates', icon: 'building' },
    permission: 'payroll.bank.view',
  },
];

export const runTabs: readonly RunTab[] = [
  tab('sheet', 'payroll.sheet.title', 'payroll.report.view', SheetTab),
  tab('lists', 'payroll.list.title', 'payroll.report.view', ListsTab),
  tab('bank', 'payroll.bank.title', 'payroll.bank.view', BankTab),
  tab('audit', 'payroll.audit.title', 'payroll.report.view', AuditTab),
  tab('comparison', 'payroll.compare.title', 'payroll.report.view', ComparisonTab),
];

function tab(key: string, title: string, permission: string, part: RunPart): RunTab {
  return { key, title, permission, render: (run) => createElement(part, { run, key: run.id }) };
}
