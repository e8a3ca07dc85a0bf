import type { HostModule } from '#modules/module.ts';
import { contract, permissions } from './contract/index.ts';
import { router } from './procedures/index.ts';
import { rulePackage, tables } from './schema.ts';
import { foundRegulation } from './seed/found.ts';

export { decisionOn, judgeUndecided, reopenProposals, withDecisions } from './decisions.ts';
export { insertDraft } from './drafts.ts';
export { iqState201511 } from './seed/iq-state-2015-11.ts';
export {
  hashOfPackage,
  packageById,
  packageOfMonth,
  packagesInForce,
  recordsIn,
  rulesIn,
  rulesInForce,
  type Package,
} from './packages.ts';
export { judgePublisher } from './rules/package-moves.ts';
export { differencesOf } from './rules/differences.ts';

/** The rules by which staff is judged and pay is calculated, in dated packages that are drafted and published. */
export const regulation: HostModule = {
  name: 'regulation',
  contract,
  router,
  tables,
  permissions,
  records: {
    regulation_package: {
      table: rulePackage,
      view: 'regulation.package.view',
      edit: 'regulation.package.edit',
      titleOf: (row) => ({ title: String(row['titleAr']), subtitle: String(row['firstMonth']) }),
    },
  },
  importers: {},
  found: foundRegulation,
};
