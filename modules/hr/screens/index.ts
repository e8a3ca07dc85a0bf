import type { UiModule } from '#renderer/module.ts';
import { call } from './client.ts';
import {
  findArrivals,
  findDepartures,
  findDoubleFiles,
  findUnpaid,
  findWaitingDebts,
  findLeaveRequests,
  findOrdersIn,
} from './home-tasks.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the staff module shows: the employees, the orders, what is due, the leaves, how many there are. */
export const hrUi: UiModule = {
  name: 'hr',
  strings: { ar, ckb, en },
  help: () => import('../help.ar.json'),
  codes: async () => new Map((await call.code.list()).map(({ code, titleAr }) => [code, titleAr])),
  routes: [
    {
      ...{ path: '/hr/employees', title: 'hr.employee.title', permission: 'hr.employee.view' },
      screen: () => import('./employees/employee-list.tsx'),
    },
    {
      ...{ path: '/hr/employees/:id', title: 'hr.table.hr_employee', permission: 'hr.employee.view' },
      parent: '/hr/employees',
      screen: () => import('./employees/employee-record.tsx'),
    },
    {
      ...{ path: '/hr/orders', title: 'hr.order.title', permission: 'hr.order.view' },
      screen: () => import('./orders/order-list.tsx'),
    },
    {
      ...{ path: '/hr/orders/new', title: 'hr.order.new', permission: 'hr.order.draft', parent: '/hr/orders' },
      screen: () => import('./orders/new-order.tsx'),
    },
    {
      ...{ path: '/hr/orders/:id', title: 'hr.table.hr_order', permission: 'hr.order.view', parent: '/hr/orders' },
      screen: () => import('./orders/order-record.tsx'),
    },
    {
      ...{ path: '/hr/orders/:id/edit', title: 'hr.order.edit', permission: 'hr.order.draft', parent: '/hr/orders' },
      screen: () => import('./orders/edit-order.tsx'),
    },
    {
      ...{ path: '/hr/due', title: 'hr.due.title', permission: 'hr.order.view' },
      screen: () => import('./due/due-page.tsx'),
    },
    {
      ...{ path: '/hr/leave', title: 'hr.leave.title', permission: 'hr.leave.view' },
      screen: () => import('./leave/leave-page.tsx'),
    },
    {
      ...{ path: '/hr/leave/:id', title: 'hr.table.hr_leave', permission: 'hr.leave.view', parent: '/hr/leave' },
      screen: () => import('./leave/leave-record.tsx'),
    },
    {
      ...{ path: '/hr/handovers', title: 'hr.handover.title', permission: 'hr.handover.view' },
      screen: () => import('./handover/handover-page.tsx'),
    },
    {
      ...{ path: '/hr/handovers/send', title: 'hr.together.send', permission: 'hr.handover.send' },
      parent: '/hr/handovers',
      screen: () => import('./together/send-together.tsx'),
    },
    {
      ...{ path: '/hr/handovers/accept', title: 'hr.together.accept', permission: 'hr.handover.accept' },
      parent: '/hr/handovers',
      screen: () => import('./together/accept-together.tsx'),
    },
    {
      ...{ path: '/hr/handovers/debts', title: 'hr.together.debts', permission: 'hr.handover.view' },
      parent: '/hr/handovers',
      screen: () => import('./together/debts-together.tsx'),
    },
    {
      ...{ path: '/hr/handovers/:id', title: 'hr.table.hr_handover', permission: 'hr.handover.view' },
      parent: '/hr/handovers',
      screen: () => import('./handover/handover-record.tsx'),
    },
    {
      ...{ path: '/hr/headcount', title: 'hr.headcount.title', permission: 'hr.employee.view' },
      screen: () => import('./headcount.tsx'),
    },
  ],
  menu: [
    { path: '/hr/employees', label: 'hr.menu.employees', icon: 'users', permission: 'hr.employee.view' },
    { path: '/hr/orders', label: 'hr.menu.orders', icon: 'stamp', permission: 'hr.order.view' },
    { path: '/hr/due', label: 'hr.menu.due', icon: 'calendar', permission: 'hr.order.view' },
    { path: '/hr/leave', label: 'hr.menu.leave', icon: 'clock', permission: 'hr.leave.view' },
    { path: '/hr/handovers', label: 'hr.menu.handovers', icon: 'move', permission: 'hr.handover.view' },
    { path: '/hr/headcount', label: 'hr.headcount.title', icon: 'chart', permission: 'hr.employee.view' },
  ],
  actions: [
    {
      ...{ id: 'hr.employee.new', label: 'hr.employee.new', icon: 'plus', permission: 'hr.employee.edit' },
      path: '/hr/employees?new',
    },
    {
      ...{ id: 'hr.order.new', label: 'hr.order.new', icon: 'plus', permission: 'hr.order.draft' },
      path: '/hr/orders/new',
    },
    {
      ...{ id: 'hr.leave.new', label: 'hr.leave.new', icon: 'plus', permission: 'hr.leave.request' },
      path: '/hr/leave?new',
    },
    {
      ...{ id: 'hr.together.send', label: 'hr.together.send', icon: 'move', permission: 'hr.handover.send' },
      path: '/hr/handovers/send',
    },
    {
      ...{ id: 'hr.together.accept', label: 'hr.together.accept', icon: 'move', permission: 'hr.handover.accept' },
      path: '/hr/handovers/accept',
    },
  ],
  records: {
    hr_employee: { label: 'hr.table.hr_employee', icon: 'user', pathOf: (id) => `/hr/employees/${id}` },
    hr_handover: { label: 'hr.table.hr_handover', icon: 'move', pathOf: (id) => `/hr/handovers/${id}` },
    hr_leave: { label: 'hr.table.hr_leave', icon: 'clock', pathOf: (id) => `/hr/leave/${id}` },
    hr_order: { label: 'hr.table.hr_order', icon: 'stamp', pathOf: (id) => `/hr/orders/${id}` },
  },
  panels: [],
  tasks: [
    { permission: 'hr.order.check', find: () => findOrdersIn('draft') },
    { permission: 'hr.order.approve', find: () => findOrdersIn('checked') },
    { permission: 'hr.leave.approve', find: findLeaveRequests },
    { permission: 'hr.handover.accept', find: findArrivals },
    { permission: 'hr.handover.send', find: findDepartures },
    { permission: 'hr.handover.view', find: findWaitingDebts },
    { permission: 'hr.employee.view', find: findUnpaid },
    { permission: 'hr.handover.view', find: findDoubleFiles },
  ],
};
