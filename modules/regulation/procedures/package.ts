import { implement } from '@orpc/server';
import { and, count, desc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { all, type Verdict } from '#kernel/verdict.ts';
import { demand, refusal } from '#db/refusal.ts';
import { mayAnywhere, mayAt, type Context } from '#modules/module.ts';
import { contract, type PackageMove, type PackageRow } from '../contract/index.ts';
import { judgeUndecided, reopenProposals } from '../decisions.ts';
import { withStandings, type Standing } from '../standings.ts';
import { insertDraft } from '../drafts.ts';
import { hashOfPackage, packagesInForce, recordsIn, ruleOf, rulesIn } from '../packages.ts';
import { differencesOf } from '../rules/differences.ts';
import { judgePackage } from '../rules/judge-package.ts';
import { judgePackageMove, judgePublisher } from '../rules/package-moves.ts';
import { rule, rulePackage } from '../schema.ts';

const os = implement(contract.package).$context<Context>();

type Record = typeof rulePackage.$inferSelect;

export const packageProcedures = os.router({
  list: os.list.handler(({ context: { db, office } }) => {
    const counts = new Map(
      db
        .select({ id: rule.packageId, rules: count(), unconfirmed: sql<number>`sum(1 - ${rule.isConfirmed})` })
        .from(rule)
        .where(isNull(rule.deletedAt))
        .groupBy(rule.packageId)
        .all()
        .map(({ id, ...counted }) => [id, counted]),
    );
    const rows = db
      .select()
      .from(rulePackage)
      // What the data centre drafts is not yet for others.
      .where(
        and(isNull(rulePackage.deletedAt), or(eq(rulePackage.ownerOffice, office), ne(rulePackage.state, 'draft'))),
      )
      .orderBy(desc(rulePackage.firstMonth), desc(rulePackage.version))
      .all();
    return withStandings(db, rows).map((row): PackageRow => ({
      ...{ ...row, ...(counts.get(row.id) ?? { rules: 0, unconfirmed: 0 }) },
    }));
  }),

  get: os.get.handler(({ input: { id }, context }) => {
    const row = found(context, id);
    const records = recordsIn(context.db, id);
    const lines = records.map((record) => {
      const { id: ruleId, revision, confirmedBy, confirmedOn } = record;
      return { ...{ id: ruleId, revision, confirmedBy, confirmedOn }, rule: ruleOf(record) };
    });
    const can = (move: PackageMove, permission: string): Verdict =>
      all(may(context, permission), judgePackageMove(move, row, context.office));
    const publish = all(
      can('publish', 'regulation.package.publish'),
      ...(row.state === 'draft' ? [judgePublisher(row, context.access?.userId ?? '')] : []),
    );
    return {
      ...{ ...standing(context.db, row), lines, rules: lines.length },
      unconfirmed: lines.filter((line) => !line.rule.isConfirmed).length,
      can: {
        edit: can('edit', 'regulation.package.edit'),
        remove: can('remove', 'regulation.package.edit'),
        ...{ publish, withdraw: can('withdraw', 'regulation.package.publish') },
        ...{ propose: can('propose', 'regulation.package.publish') },
        takeBack: all(can('takeBack', 'regulation.package.publish'), judgeUndecided(context.db, row)),
      },
    };
  }),

  draft: os.draft.handler(({ input: { fromId, ...fields }, context }) =>
    context.write('regulation.package.draft', (tx) => {
      const from = tx.get(rulePackage, fromId);
      const rules = recordsIn(tx.db, fromId).map((record) => {
        const { position, confirmedBy, confirmedOn } = record;
        return { ...ruleOf(record), ...{ position, confirmedBy, confirmedOn } };
      });
      const id = insertDraft(tx, { ...fields, code: from.code }, { office: context.office, rules });
      return { id };
    }),
  ),

  edit: os.edit.handler(({ input: { id, revision, ...patch }, context }) =>
    context.write('regulation.package.edit', (tx) => {
      demand(judgePackageMove('edit', tx.get(rulePackage, id), context.office));
      tx.update(rulePackage, id, patch, { revision });
      return { revision: tx.get(rulePackage, id).revision };
    }),
  ),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('regulation.package.remove', (tx) => {
      demand(judgePackageMove('remove', tx.get(rulePackage, id), context.office));
      for (const record of recordsIn(tx.db, id)) tx.remove(rule, record.id);
      tx.remove(rulePackage, id, { revision });
      reopenProposals(tx, [id]);
    });
    return {};
  }),

  publish: os.publish.handler(({ input: { id, revision }, context }) => {
    demand(may(context, 'regulation.package.publish'));
    return context.write('regulation.package.publish', (tx) => {
      const row = tx.get(rulePackage, id);
      demand(judgePackageMove('publish', row, context.office));
      demand(judgePublisher(row, tx.actor.userId));
      const rules = rulesIn(tx.db, id);
      demand(judgePackage(rules));
      const hash = hashOfPackage({ firstMonth: row.firstMonth, rules });
      tx.update(
        ...([rulePackage, id] as const),
        { state: 'published', hash, publishedAt: tx.now, publishedBy: tx.actor.userId },
        { revision },
      );
      return { revision: tx.get(rulePackage, id).revision };
    });
  }),

  withdraw: os.withdraw.handler(({ input: { id, revision }, context }) => {
    demand(may(context, 'regulation.package.publish'));
    return context.write('regulation.package.withdraw', (tx) => {
      const row = tx.get(rulePackage, id);
      const { firstMonth } = row;
      demand(judgePackageMove('withdraw', row, context.office));
      // Its months fall to the package before it: without one they could not be calculated at all.
      const isCovered = packagesInForce(tx.db).some((other) => other.id !== id && other.firstMonth <= firstMonth);
      if (!isCovered) throw refusal('LAST_PACKAGE');
      tx.update(rulePackage, id, { state: 'withdrawn' }, { revision });
      return { revision: tx.get(rulePackage, id).revision };
    });
  }),

  propose: os.propose.handler(({ input: { id, revision }, context }) => {
    demand(may(context, 'regulation.package.publish'));
    return context.write('regulation.package.propose', (tx) => {
      demand(judgePackageMove('propose', tx.get(rulePackage, id), context.office));
      demand(judgePackage(rulesIn(tx.db, id)));
      tx.update(rulePackage, id, { state: 'proposed' }, { revision });
      return { revision: tx.get(rulePackage, id).revision };
    });
  }),

  takeBack: os.takeBack.handler(({ input: { id, revision }, context }) => {
    demand(may(context, 'regulation.package.publish'));
    return context.write('regulation.package.takeBack', (tx) => {
      const row = tx.get(rulePackage, id);
      demand(judgePackageMove('takeBack', row, context.office));
      demand(judgeUndecided(tx.db, row));
      tx.update(rulePackage, id, { state: 'draft' }, { revision });
      return { revision: tx.get(rulePackage, id).revision };
    });
  }),

  compare: os.compare.handler(({ input: { beforeId, afterId }, context }) => {
    found(context, beforeId);
    found(context, afterId);
    return [...differencesOf(rulesIn(context.db, beforeId), rulesIn(context.db, afterId))];
  }),
});

/** Drafts are written by whoever holds the right anywhere; what is published holds for the whole office. */
function may({ access }: Context, permission: string): Verdict {
  if (permission === 'regulation.package.publish') return mayAt(access, permission, null);
  return mayAnywhere(access, permission);
}

function standing(db: Context['db'], row: typeof rulePackage.$inferSelect): Standing {
  const [told] = withStandings(db, [row]);
  assert(told !== undefined, 'Each package stands somehow.');
  return told;
}

function found({ db }: Context, id: string): Record {
  const row = db
    .select()
    .from(rulePackage)
    .where(and(eq(rulePackage.id, id), isNull(rulePackage.deletedAt)))
    .get();
  if (!row) throw refusal('NOT_FOUND');
  return row;
}
