import type { UiModule } from '#renderer/module.ts';
import ar from '../strings.ar.json' with { type: 'json' };
import ckb from '../strings.ckb.json' with { type: 'json' };
import en from '../strings.en.json' with { type: 'json' };

/** What the staff module shows: the employees, the orders, what is due. */
export const hrUi: UiModule = {
  name: 'hr',
  strings: { ar, ckb, en },
  routes: [],
  menu: [],
  actions: [],
  records: {},
  panels: [],
  tasks: [],
};
