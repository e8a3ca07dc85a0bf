import { provide, type HostModule, type RecordKind } from '#modules/module.ts';
import { payDesk } from '#modules/hr/index.ts';
import { calculateRun } from './calculation/calculate.ts';
import { lastPayDesk } from './calculation/last-pay.ts';
import { lockRun } from './calculation/lock.ts';
import { whatIf } from './calculation/what-if.ts';
import { contract, permissions } from './contract/index.ts';
import { livePay } from './demonstration.ts';
import { router } from './procedures/index.ts';
import { bankTemplate, run, tables } from './schema.ts';

export { calculateCases } from './cases/run.ts';
export { proveRun } from './calculation/prove.ts';
export { objectionToSlip } from './contract/foreign-slip.ts';

/** The pay: runs with their slips, debts and exemptions, bank files, accounts and reports. */
export const payroll: HostModule = {
  name: 'payroll',
  contract,
  router,
  tables,
  permissions,
  provides: [provide(payDesk, lastPayDesk)],
  records: {
    payroll_run: {
      table: run,
      view: 'payroll.run.view',
      edit: 'payroll.run.prepare',
      unitOf: (row) => textOf(row['entityId']),
      titleOf: titled('title', 'month'),
    },
    payroll_bank_template: {
      table: bankTemplate,
      view: 'payroll.bank.view',
      edit: 'payroll.bank.edit',
      titleOf: titled('name', 'bank'),
    },
  },
  importers: {},
  live: livePay,
  jobs: { calculate: { run: calculateRun }, lock: { run: lockRun }, whatIf: { run: whatIf } },
};

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function titled(title: string, subtitle: string): RecordKind['titleOf'] {
  return (row) => ({ title: textOf(row[title]) ?? '', subtitle: textOf(row[subtitle]) ?? '' });
}
