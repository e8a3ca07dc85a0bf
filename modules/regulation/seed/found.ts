import type { Tx } from '#db/recorder.ts';
import { hashOfPackage } from '../packages.ts';
import { rule, rulePackage } from '../schema.ts';
import { iqState201511 } from './iq-state-2015-11.ts';

/** Gives a new office the published package of the state, so that it can calculate from its first day. */
export function foundRegulation(tx: Tx): void {
  const { firstMonth, rules } = iqState201511;
  const packageId = tx.insert(rulePackage, {
    ...{ code: 'IQ-STATE', version: 1, titleAr: 'قواعد رواتب الدولة', firstMonth, note: null },
    ...{ state: 'published', hash: hashOfPackage(iqState201511), publishedAt: tx.now, publishedBy: null },
  });
  for (const [position, each] of rules.entries()) {
    tx.insert(rule, { ...each, packageId, position, confirmedBy: null, confirmedOn: null });
  }
}
