import { setSelfNumber } from '#db/self.ts';
import { firstDemonstration, foundDemonstrationOffice } from '#office/demonstration.ts';
import { peer } from '#modules/org/schema.ts';
import { openOffice } from '#office/office.ts';
import { ACTOR } from '#test/payroll-people.ts';
import { temporaryFolder, testOffice, TEST_PASSPHRASE, TEST_START, type TestOffice } from './harness.ts';

/**
 * A demonstration office that has its number in the ministry, as the data centre gives it, and no line to anybody. It
 * has heard of these others, as the data centre would have made them known.
 */
export async function numberedOffice(number: number, others: readonly number[] = []): Promise<TestOffice> {
  const folder = temporaryFolder();
  const open = () =>
    openOffice({
      ...{ folder, version: 'test', isDemonstration: true, now: () => TEST_START },
      secret: { kind: 'passphrase', passphrase: TEST_PASSPHRASE },
    });
  const empty = open();
  // Before its first record: whoever wrote it, it is the office of this number.
  setSelfNumber(empty.core.database.raw, 'office', number);
  await empty.close();
  const numbered = open();
  await foundDemonstrationOffice(numbered, 0, { ...firstDemonstration, hasCatalogue: false });
  numbered.core.door.write(ACTOR, 'ministry.office.makeKnown', (tx) => {
    const unnamed = { nameCkb: null, nameEn: null, isClosed: false, kind: null, parentOffice: null };
    for (const office of others) tx.insert(peer, { office, nameAr: `دائرة ${office}`, ...unnamed });
  });
  await numbered.close();
  return testOffice({ folder });
}
