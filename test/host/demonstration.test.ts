import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { employee, order } from '#modules/hr/schema.ts';
import { proveRun } from '#modules/payroll/index.ts';
import { run } from '#modules/payroll/schema.ts';
import { demonstrationOffices } from '#cli/ministry/offices.ts';
import { inForce } from '#modules/items/index.ts';
import { user } from '#modules/org/schema.ts';
import { firstDemonstration, foundDemonstrationOffice, type InventedOffice } from '#office/demonstration.ts';
import { testOffice } from './harness.ts';

describe('a demonstration office with staff', () => {
  it('has people, the orders of their last steps, and three months of pay that prove', async () => {
    const test = await testOffice({ kind: 'empty' });
    await foundDemonstrationOffice(test.office, 60);
    const { db } = test.office.core.database;
    expect(db.select().from(employee).all()).toHaveLength(60);
    const orders = db.select().from(order).all();
    expect(orders.length).toBeGreaterThan(10);
    expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(['approved']));
    const locked = db.select().from(run).where(eq(run.state, 'locked')).all();
    expect(locked).toHaveLength(3);
    for (const row of locked) {
      expect(new Set([...row.preparers, row.auditedBy, row.approvedBy]).size).toBe(3);
      expect(row.totals.employees).toBeGreaterThan(50);
    }
    // What was locked, calculated anew from its snapshots, is the same to the dinar.
    for (const row of locked) expect(proveRun(db, row.id)).toMatchObject({ ok: true, different: [] });
  });
});

it('has other people in each office of the ministry, under the same user names', async () => {
  const namesOf = async (office: InventedOffice): Promise<ReadonlyMap<string, string>> => {
    const test = await testOffice({ kind: 'empty' });
    await foundDemonstrationOffice(test.office, 0, office);
    const users = test.office.core.database.db.select().from(user).all();
    return new Map(users.map(({ userName, nameAr }) => [userName, nameAr]));
  };
  const [first, ...others] = await Promise.all(demonstrationOffices(0).map(namesOf));
  expect(others).toHaveLength(3);
  expect(first?.get('admin')).toBe('سلام عبد الرزاق الجنابي');
  for (const [userName, name] of first ?? []) {
    const names = [name, ...others.map((office) => office.get(userName))];
    expect(new Set(names).size, userName).toBe(4);
  }
});

it('has a catalogue of items where it stands alone or is the data centre, and waits for that one where it is linked', async () => {
  const linked = demonstrationOffices().filter(({ registered }) => !registered.isCentre);
  expect(linked.map(({ hasCatalogue }) => hasCatalogue)).toEqual([false, false, false]);
  const founded = async (hasCatalogue: boolean) => {
    const test = await testOffice({ kind: 'empty' });
    await foundDemonstrationOffice(test.office, 0, { ...firstDemonstration, hasCatalogue });
    return inForce(test.office.core.database.db)?.version;
  };
  expect(await founded(true)).toBe(2);
  expect(await founded(false)).toBeUndefined();
});
