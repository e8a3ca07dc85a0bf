import { files } from '#modules/files/index.ts';
import { hr } from '#modules/hr/index.ts';
import { items } from '#modules/items/index.ts';
import { ministry } from '#modules/ministry/index.ts';
import type { HostModule } from '#modules/module.ts';
import { org } from '#modules/org/index.ts';
import { payroll } from '#modules/payroll/index.ts';
import { regulation } from '#modules/regulation/index.ts';
import { structure } from '#modules/structure/index.ts';

/** Every module of the office service, named once. */
export const modules: readonly HostModule[] = [org, regulation, hr, payroll, items, structure, files, ministry];
