import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Month } from '#kernel/date.ts';
import type { Rule } from '#modules/regulation/contract/index.ts';
import {
  hashOfPackage,
  iqState201511,
  packagesInForce,
  rulesInForce,
  withDecisions,
} from '#modules/regulation/index.ts';
import { decision } from '#modules/regulation/schema.ts';
import { codesOf, testOffice, type Client as AnyClient, type TestOffice } from './harness.ts';
import { publisher } from './publisher.ts';

type Client = AnyClient['regulation'];

async function as(test: TestOffice, userName: string): Promise<Client> {
  return (await test.visitor().signIn(userName)).regulation;
}

const january = { titleAr: 'قواعد 2027', firstMonth: '2027-01' as Month, note: null };

/** An office with its first package, and the administrator, who drafts the next. */
async function office() {
  const test = await testOffice();
  const drafter = await as(test, 'admin');
  const { db } = test.office.core.database;
  const [seed] = await drafter.package.list();
  if (!seed) throw new Error('The office was founded with a package.');
  return { test, db, drafter, seed };
}

describe('the package of a new office', () => {
  it('is the seed of the state, published with its hash, every rule with source and standing', async () => {
    const { drafter, seed, db } = await office();
    expect(seed).toMatchObject({ code: 'IQ-STATE', version: 1, state: 'published', firstMonth: '2015-11' });
    expect(seed.hash).toMatch(/^[0-9a-f]{64}$/);
    const { lines, can } = await drafter.package.get({ id: seed.id });
    expect(lines.map(({ rule }) => rule)).toEqual(iqState201511.rules);
    expect(can.edit.ok).toBe(false);
    expect(packagesInForce(db).map(({ hash }) => hash)).toEqual([seed.hash]);
    // Staff matters older than all packages are judged by the earliest.
    expect(rulesInForce(db, '1999-05-01' as never)).toHaveLength(iqState201511.rules.length);
  });
});

describe('what the data centre decided on proposals', () => {
  it('is told of each as it stands, in one question: one that was changed since it was refused waits anew', async () => {
    const { test } = await office();
    const { door, database } = test.office.core;
    const [refused, changed, accepted, waiting] = Array.from({ length: 4 }, (_, at) => door.newId(at));
    const decided = (proposalId = '', proposalRevision = 1, isAccepted = false, of = 2) => ({
      ...{ office: of, proposalId, proposalRevision, isAccepted, decidedBy: 'المدقق' },
      reason: isAccepted ? null : `مراجعة ${proposalRevision}`,
    });
    door.write({ userId: door.newId(0) }, 'ministry.proposal.refuse', (tx) => {
      for (const row of [decided(refused, 4), decided(refused, 2), decided(changed, 2)]) tx.insert(decision, row);
      for (const row of [decided(accepted, 1), decided(accepted, 3, true)]) tx.insert(decision, row);
      // Of other offices, which have a record under the same id.
      for (const row of [decided(refused, 9, true, 3), decided(waiting, 9, true, 3)]) tx.insert(decision, row);
    });
    const revisions = { [refused ?? '']: 4, [changed ?? '']: 3, [accepted ?? '']: 3, [waiting ?? '']: 1 };
    const asked: string[] = [];
    const logged = drizzle(database.raw, { logger: { logQuery: (query) => asked.push(query) } });
    const proposals = Object.entries(revisions).map(([id, revision]) => ({ id, revision }));
    const told = (rows: ReturnType<typeof withDecisions>) =>
      rows.map((row) => row.decision && [row.decision.isAccepted, row.decision.reason]);
    const expected = [[false, 'مراجعة 4'], null, [true, null], null];
    expect(
      told(
        withDecisions(
          logged,
          proposals.map((row) => ({ ...row, office: 2 })),
        ),
      ),
    ).toEqual(expected);
    expect(asked).toHaveLength(1);
    // In its office a proposal is a record of its own.
    expect(
      told(
        withDecisions(
          logged,
          proposals.map((row) => ({ ...row, ownerOffice: 2 })),
        ),
      ),
    ).toEqual(expected);
    expect(withDecisions(logged, [])).toEqual([]);
  });
});

describe('a new package', () => {
  it('is drafted from another, changed rule by rule, compared, and published by somebody else', async () => {
    const { test, drafter, seed, db } = await office();
    const { id } = await drafter.package.draft({ ...january, fromId: seed.id });
    const draft = await drafter.package.get({ id });
    expect(draft).toMatchObject({ version: 2, state: 'draft', rules: iqState201511.rules.length, hash: null });
    const spouse = draft.lines.find(({ rule }) => rule.code === 'SPOUSE_AMOUNT');
    if (!spouse) throw new Error('The package pays an allowance for the spouse.');
    await drafter.rule.edit({
      ...{ id: spouse.id, revision: spouse.revision, confirmedBy: 'وزارة المالية', confirmedOn: '2026-11-01' as never },
      rule: { ...spouse.rule, isConfirmed: true, value: { value: 75_000 } } as Rule,
    });
    const compared = await drafter.package.compare({ beforeId: seed.id, afterId: id });
    expect(compared.map(({ code }) => code)).toEqual(['SPOUSE_AMOUNT']);

    const { revision } = await drafter.package.get({ id });
    expect(await strict(drafter.package.publish({ id, revision }))).toEqual(['PUBLISHER_IS_DRAFTER']);
    const director = (await publisher(test)).regulation;
    await director.package.publish({ id, revision });
    const inForce = packagesInForce(db);
    expect(inForce.map(({ firstMonth }) => firstMonth)).toEqual(['2027-01', '2015-11']);
    expect(inForce[0]?.hash).not.toBe(seed.hash);
    const published = await drafter.package.get({ id });
    const [line] = published.lines;
    if (!line) throw new Error('The package has rules.');
    expect(await strict(drafter.rule.edit(line))).toEqual(['PUBLISHED_ALREADY']);
  });

  it('is not published while a rule is missing, and nothing is written', async () => {
    const { test, drafter, seed, db } = await office();
    const { id } = await drafter.package.draft({ ...january, fromId: seed.id });
    const { lines } = await drafter.package.get({ id });
    const tax = lines.find(({ rule }) => rule.kind === 'TAX');
    if (!tax) throw new Error('The package has a tax.');
    await drafter.rule.remove({ id: tax.id, revision: tax.revision });
    const { revision } = await drafter.package.get({ id });
    const director = (await publisher(test)).regulation;
    const before = test.office.core.door.head.seq;
    expect(await strict(director.package.publish({ id, revision }))).toEqual(['PACKAGE_LACKS']);
    expect(test.office.core.door.head.seq).toBe(before);
    expect(packagesInForce(db)).toHaveLength(1);
  });

  it('that somebody wrote in meanwhile is not published unseen', async () => {
    const { test, drafter, seed } = await office();
    const { id } = await drafter.package.draft({ ...january, fromId: seed.id });
    const seen = await drafter.package.get({ id });
    const hajj = seen.lines.find(({ rule }) => rule.code === 'HAJJ');
    if (!hajj) throw new Error('The package has a leave for the pilgrimage.');
    await drafter.rule.remove({ id: hajj.id, revision: hajj.revision });
    const director = (await publisher(test)).regulation;
    expect(await strict(director.package.publish({ id, revision: seen.revision }))).toEqual(['CONFLICT']);
  });

  it('is withdrawn, but not where its months would be left without rules', async () => {
    const { test, drafter, seed, db } = await office();
    expect(await strict(drafter.package.withdraw({ id: seed.id, revision: seed.revision }))).toEqual(['LAST_PACKAGE']);
    const { id } = await drafter.package.draft({ ...january, fromId: seed.id });
    const { revision } = await drafter.package.get({ id });
    const director = (await publisher(test)).regulation;
    const published = await director.package.publish({ id, revision });
    // The later one does not cover the months before it.
    expect(await strict(director.package.withdraw({ id: seed.id, revision: seed.revision }))).toEqual(['LAST_PACKAGE']);
    await director.package.withdraw({ id, revision: published.revision });
    expect(packagesInForce(db).map(({ id: left }) => left)).toEqual([seed.id]);
  });
});

async function strict(call: Promise<unknown>): Promise<readonly string[]> {
  return call.then(
    () => [],
    (error: unknown) => codesOf(error as never),
  );
}

describe('a package of the data centre', () => {
  /** As the channel brings it: the records of office 1, in the order of its log. */
  function arrive({ office: { core } }: TestOffice, firstMonth: Month, version = 1): { id: string; ruleId: string } {
    const [id, ruleId] = [core.newId(), core.newId()];
    const { db } = core.database;
    const [own] = packagesInForce(db);
    const scale = own?.rules.find(({ kind }) => kind === 'SCALE');
    const at = core.now();
    const made = {
      ...{ ownerOffice: 1, seq: 9, revision: 1, createdAt: at, createdBy: id, updatedAt: at, updatedBy: id },
      deletedAt: null,
    };
    const hash = hashOfPackage({ firstMonth, rules: scale ? [scale] : [] });
    const head = { code: 'IQ-STATE', version, titleAr: 'قواعد الوزارة', firstMonth, state: 'published', note: null };
    const values = { ...head, hash, publishedAt: at, publishedBy: id };
    const rule = { ...scale, packageId: id, position: 0, confirmedBy: null, confirmedOn: null };
    core.door.replicate((replica) => {
      replica.putImage({ ...made, table: 'regulation_package', id, values });
      replica.putImage({ ...made, table: 'regulation_rule', id: ruleId, values: rule });
    });
    return { id, ruleId };
  }

  it('stands beside the one that the office began with, and alone rules from its first month on', async () => {
    const { test, db, drafter, seed } = await office();
    const { id } = arrive(test, '2026-01' as Month);
    expect(packagesInForce(db).map((each) => each.id)).toEqual([id, seed.id]);
    arrive(test, '2015-11' as Month, 2);
    expect(packagesInForce(db).map((each) => each.id)).not.toContain(seed.id);
    expect((await drafter.package.list()).map((each) => each.titleAr)).toContain('قواعد الوزارة');
  });

  it('does not rule before all its rules are here', async () => {
    const { test, db, seed } = await office();
    const { ruleId } = arrive(test, '2026-01' as Month);
    test.office.core.door.replicate((replica) => replica.erase('regulation_rule', ruleId));
    expect(packagesInForce(db).map((each) => each.id)).toEqual([seed.id]);
  });

  it('is changed by nobody in an office', async () => {
    const { test, drafter } = await office();
    const { id, ruleId } = arrive(test, '2026-01' as Month);
    expect((await drafter.package.get({ id })).can.edit).toMatchObject({ ok: false });
    const director = (await publisher(test)).regulation;
    expect(await strict(director.package.withdraw({ id, revision: 1 }))).toContain('PACKAGE_OF_CENTRE');
    expect(await strict(drafter.rule.remove({ id: ruleId, revision: 1 }))).toContain('PACKAGE_OF_CENTRE');
    expect((await drafter.package.draft({ ...january, fromId: id })).id).not.toBe(id);
  });
});
