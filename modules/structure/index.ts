import type { HostModule } from '#modules/module.ts';
import { contract, permissions } from './contract/index.ts';
import { router } from './procedures/index.ts';
import { proposal, tables } from './schema.ts';

export { changesOf, officeDifferences, plainStanding, stepOf, type SentProposal, type Step } from './rules/proposed.ts';
export { judgeOffice, judgeReopening } from './rules/register.ts';

/** The tree of the ministry's offices (هيكل الوزارة): it comes down from the data centre, and offices propose changes. */
export const structure: HostModule = {
  name: 'structure',
  contract,
  router,
  tables,
  permissions,
  records: {
    structure_proposal: {
      ...{ table: proposal, view: 'structure.proposal.view', edit: 'structure.proposal.edit' },
      titleOf: ({ nameAr, reason }) => ({ title: String(nameAr), subtitle: String(reason) }),
    },
  },
  importers: {},
};
