import type { UiModule } from '#renderer/module.ts';
import { filesUi } from './files/screens/index.ts';
import { hrUi } from './hr/screens/index.ts';
import { itemsUi } from './items/screens/index.ts';
import { ministryUi } from './ministry/screens/index.ts';
import { orgUi } from './org/screens/index.ts';
import { payrollUi } from './payroll/screens/index.ts';
import { regulationUi } from './regulation/screens/index.ts';
import { structureUi } from './structure/screens/index.ts';

/** Every module that has screens, in the order of the menu. A module is added to the window by one line here. */
export const modules: readonly UiModule[] = [
  ...[orgUi, structureUi, hrUi, payrollUi, itemsUi, regulationUi, filesUi, ministryUi],
];
