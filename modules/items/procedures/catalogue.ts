import { implement } from '@orpc/server';
import { all } from '#kernel/verdict.ts';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract/index.ts';
import { draftOf, editionsInForce } from '../editions.ts';
import { judgeOwnCatalogue, judgeProposing } from '../rules/moves.ts';
import { may } from './may.ts';

const os = implement(contract.catalogue).$context<Context>();

export const catalogueProcedures = os.router({
  state: os.state.handler(({ context }) => {
    const { db, office } = context;
    const latest = editionsInForce(db).at(-1);
    return {
      inForce: latest
        ? {
            ...{ version: latest.version, publishedAt: latest.publishedAt ?? 0 },
            isOfCentre: latest.ownerOffice === DATACENTER_OFFICE && office !== DATACENTER_OFFICE,
          }
        : null,
      draftId: draftOf(db, office)?.id ?? null,
      can: {
        write: all(may(context, 'items.catalogue.edit'), judgeOwnCatalogue(office)),
        propose: all(may(context, 'items.proposal.edit'), judgeProposing(office)),
      },
    };
  }),
});
