import { implement } from '@orpc/server';
import { asc, isNull } from 'drizzle-orm';
import type { Context } from '#modules/module.ts';
import { contract } from '../contract.ts';
import { treeOrder } from '../rules/tree-order.ts';
import { peer } from '../schema.ts';

const os = implement(contract.peer).$context<Context>();

export const peerProcedures = os.router({
  list: os.list.handler(({ context: { db } }) => {
    const { office, nameAr, nameCkb, nameEn, kind, parentOffice, isClosed } = peer;
    const rows = db
      .select({ office, nameAr, nameCkb, nameEn, kind, parentOffice, isClosed })
      .from(peer)
      .where(isNull(peer.deletedAt))
      .orderBy(asc(office))
      .all();
    return [...treeOrder(rows, { idOf: (row) => row.office, parentOf: (row) => row.parentOffice })];
  }),
});
