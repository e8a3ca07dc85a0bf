import type { UiModule } from '#renderer/module.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the payroll module shows: runs with their slips, debts, exemptions. */
export const payrollUi: UiModule = {
  name: 'payroll',
  strings: { ar, ckb, en },
  routes: [],
  menu: [],
  actions: [],
  records: {},
  panels: [],
  tasks: [],
};
