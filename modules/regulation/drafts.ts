import { and, eq, sql } from 'drizzle-orm';
import type { NewRow, Tx } from '#db/recorder.ts';
import { rule, rulePackage } from './schema.ts';

type RuleFields = Omit<NewRow<typeof rule>, 'packageId'>;

/** A new draft of this office under the next version of its code, with these rules; answers its id. */
export function insertDraft(
  tx: Tx,
  fields: Pick<NewRow<typeof rulePackage>, 'code' | 'titleAr' | 'firstMonth' | 'note'>,
  { office, rules }: { readonly office: number; readonly rules: readonly RuleFields[] },
): string {
  const latest = tx.db
    .select({ version: sql<number>`max(${rulePackage.version})` })
    .from(rulePackage)
    .where(and(eq(rulePackage.code, fields.code), eq(rulePackage.ownerOffice, office)))
    .get();
  const id = tx.insert(rulePackage, {
    ...{ ...fields, version: (latest?.version ?? 0) + 1, state: 'draft' },
    ...{ hash: null, publishedAt: null, publishedBy: null },
  });
  for (const each of rules) tx.insert(rule, { ...each, packageId: id });
  return id;
}
