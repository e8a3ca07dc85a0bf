import type { HostModule } from '#modules/module.ts';
import { contract, permissions } from './contract/index.ts';
import { ministryService } from './port.ts';
import { router } from './procedures.ts';
import { demonstrateMinistryRoles, foundMinistryRoles } from './roles.ts';
import { act, tables } from './schema.ts';

export { makeOfficesKnown } from './known-offices.ts';
export { ministryService, type Ministry } from './port.ts';
export { judgePlace } from './rules/place.ts';

/** What the data centre's own people see and do: the offices, the unified payroll, people across the ministry. */
export const ministry: HostModule = {
  name: 'ministry',
  contract,
  router,
  tables,
  permissions,
  needs: ministryService,
  needsSecondFactor: true,
  isWholeOffice: true,
  records: {
    ministry_act: {
      table: act,
      view: 'ministry.act.view',
      edit: 'ministry.act.view',
      titleOf: ({ kind, detail }) => ({ title: String(kind), subtitle: typeof detail === 'string' ? detail : '' }),
    },
  },
  importers: {},
  found: foundMinistryRoles,
  demonstrate: demonstrateMinistryRoles,
};
