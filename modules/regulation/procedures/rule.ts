import { implement } from '@orpc/server';
import type { z } from 'zod';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { Tx } from '#db/recorder.ts';
import { demand, refusal } from '#db/refusal.ts';
import type { Context } from '#modules/module.ts';
import { contract, type Rule, type ruleInput } from '../contract/index.ts';
import { recordsIn, ruleOf } from '../packages.ts';
import { judgeAddition } from '../rules/judge-package.ts';
import { judgePackageMove } from '../rules/package-moves.ts';
import { rule, rulePackage } from '../schema.ts';

const os = implement(contract.rule).$context<Context>();

/** Rules are written in drafts only; each change counts as one of the package. */
export const ruleProcedures = os.router({
  create: os.create.handler(({ input: { packageId, ...written }, context }) => {
    demand(judgeConfirmation(written));
    return context.write('regulation.rule.create', (tx) => {
      const others = othersIn(tx, context, packageId, null);
      demand(judgeAddition(written.rule, others.map(ruleOf)));
      const position = Math.max(-1, ...others.map((each) => each.position)) + 1;
      const id = tx.insert(rule, { ...fieldsOf(written), packageId, position });
      tx.touch(rulePackage, packageId);
      return { id };
    });
  }),

  edit: os.edit.handler(({ input: { id, revision, ...written }, context }) => {
    demand(judgeConfirmation(written));
    return context.write('regulation.rule.edit', (tx) => {
      const row = tx.get(rule, id);
      const others = othersIn(tx, context, row.packageId, id);
      if (row.kind !== written.rule.kind) throw refusal('RULE_KIND_FIXED');
      demand(judgeAddition(written.rule, others.map(ruleOf)));
      if (tx.update(rule, id, fieldsOf(written), { revision })) tx.touch(rulePackage, row.packageId);
      return { revision: tx.get(rule, id).revision };
    });
  }),

  remove: os.remove.handler(({ input: { id, revision }, context }) => {
    context.write('regulation.rule.remove', (tx) => {
      const { packageId } = tx.get(rule, id);
      othersIn(tx, context, packageId, id);
      tx.remove(rule, id, { revision });
      tx.touch(rulePackage, packageId);
    });
    return {};
  }),
});

type Written = Pick<z.infer<typeof ruleInput>, 'rule' | 'confirmedBy' | 'confirmedOn'>;

/** The other rules of a package that may still be written in. */
function othersIn(
  tx: Tx,
  { office }: Pick<Context, 'office'>,
  packageId: string,
  ownId: string | null,
): readonly (typeof rule.$inferSelect)[] {
  demand(judgePackageMove('edit', tx.get(rulePackage, packageId), office));
  return recordsIn(tx.db, packageId).filter(({ id }) => id !== ownId);
}

function fieldsOf({ rule: written, confirmedBy, confirmedOn }: Written): Rule & Omit<Written, 'rule'> {
  return { ...written, confirmedBy, confirmedOn };
}

/** Who confirmed and when go together, and only with a rule that is confirmed. */
function judgeConfirmation({ rule: { isConfirmed }, confirmedBy, confirmedOn }: Written): Verdict {
  const isNamed = confirmedBy !== null && confirmedOn !== null;
  const isBlank = confirmedBy === null && confirmedOn === null;
  return isBlank || (isNamed && isConfirmed) ? accept() : refuse('CONFIRMATION_INCOMPLETE', {}, 'confirmedBy');
}
