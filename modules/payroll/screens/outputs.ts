import { createElement, lazy, type ComponentType } from 'react';
import type { MenuEntry, UiRoute } from '#renderer/module.ts';
import type { RunDetail } from '../contract/index.ts';
import type { RunTab } from './run-tab.ts';

/** What the pay gives out: the pages of its reports, and the parts that they add to the page of a run. */

type RunPart = ComponentType<{ readonly run: RunDetail }>;

const SheetTab: RunPart = lazy(() => import('./papers/sheet-tab.tsx'));

export const outputRoutes: readonly UiRoute[] = [];

export const outputMenu: readonly MenuEntry[] = [];

export const runTabs: readonly RunTab[] = [tab('sheet', 'payroll.sheet.title', 'payroll.report.view', SheetTab)];

function tab(key: string, title: string, permission: string, part: RunPart): RunTab {
  return { key, title, permission, render: (run) => createElement(part, { run, key: run.id }) };
}
