import { and, eq, isNotNull } from 'drizzle-orm';
import { createORPCClient, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCLink } from '@orpc/client/fetch';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { Money } from '#kernel/money.ts';
import type { FactKind, FactValue } from '#modules/hr/contract/index.ts';
import { bankAccount, dependant, employee, fact } from '#modules/hr/schema.ts';
import { unit } from '#modules/org/schema.ts';
import type { contract as payrollContract, RunKind } from '#modules/payroll/contract/index.ts';
import type { contract as platformContract } from '#office/contract/index.ts';
import { testOffice, type TestOffice } from './harness.ts';

export type PayrollClient = ContractRouterClient<{
  platform: typeof platformContract;
  payroll: typeof payrollContract;
}>;

const ACTOR = { userId: '01900000-0000-7000-8000-000000000001' };

/** What a test says of an employee; days are written as text. */
export interface Person {
  readonly name: string;
  readonly from?: string;
  readonly grade: string;
  readonly step: number;
  readonly certificate?: string;
  readonly taxStatus?: string;
  readonly iban?: string;
  readonly children?: number;
  readonly hasSpouse?: boolean;
  readonly allowances?: Readonly<Record<string, { readonly basisPoints?: number; readonly amount?: number }>>;
}

/** A demonstration office with a published package, and the people who make, audit, approve and lock its pay. */
export class PayrollOffice {
  readonly test: TestOffice;
  readonly entityId: string;

  private constructor(test: TestOffice, entityId: string) {
    this.test = test;
    this.entityId = entityId;
  }

  static async open(): Promise<PayrollOffice> {
    const test = await testOffice();
    const { db } = test.office.core.database;
    const entity = db
      .select({ id: unit.id })
      .from(unit)
      .where(and(eq(unit.isPayingEntity, true), isNotNull(unit.parentId)))
      .get();
    if (!entity) throw new Error('The office has a unit that pays.');
    return new PayrollOffice(test, entity.id);
  }

  get db() {
    return this.test.office.core.database.db;
  }

  async as(userName: string): Promise<PayrollClient> {
    const visitor = this.test.visitor();
    await visitor.signIn(userName);
    const link: ClientLink<Record<never, never>> = new RPCLink({
      url: `${this.test.address}/rpc`,
      headers: () => visitor.headers(),
    });
    // The link speaks for the office of this test, whose router implements these contracts.
    return createORPCClient(link);
  }

  addPerson(person: Person): string {
    const { name, grade, step, from = '2020-01-01' } = person;
    return this.test.office.core.door.write(ACTOR, 'test.employee.add', (tx) => {
      const [firstName = '', fatherName = '', grandfatherName = ''] = name.split(' ');
      const id = tx.insert(employee, {
        ...{ firstName, fatherName, grandfatherName, fullName: name, isBirthDayAssumed: false },
        ...{ employmentKind: 'PERMANENT', unitId: this.entityId, birthDate: '1985-05-05' as LocalDate },
      });
      const add = (kind: FactKind, value: FactValue) =>
        tx.insert(fact, { employeeId: id, kind, validFrom: from as LocalDate, value, knownAt: tx.now });
      add('SERVICE', { beganBy: 'APPOINTMENT', endedBy: null });
      add('GRADE', { grade, step, nominalOverride: null, by: 'APPOINTMENT' });
      add('CERTIFICATE', { code: person.certificate ?? 'CERT_BSC' });
      add('TAX_STATUS', { code: person.taxStatus ?? 'T_SINGLE' });
      for (const [code, { basisPoints = null, amount = null }] of Object.entries(person.allowances ?? {})) {
        add('ALLOWANCE', { code, basisPoints, amount: amount as Money | null });
      }
      const family = [
        ...(person.hasSpouse === true ? (['SPOUSE'] as const) : []),
        ...Array.from({ length: person.children ?? 0 }, () => 'CHILD' as const),
      ];
      const since = { allowanceFrom: from as LocalDate, taxFrom: from as LocalDate };
      for (const kind of family) tx.insert(dependant, { employeeId: id, kind, name: kind, ...since });
      if (person.iban !== undefined) {
        tx.insert(bankAccount, { employeeId: id, bank: 'الرافدين', iban: person.iban, validFrom: from as LocalDate });
      }
      return id;
    });
  }

  /** A fact that becomes known now. */
  addFact(
    employeeId: string,
    kind: FactKind,
    validFrom: string,
    value: FactValue,
    validTo: string | null = null,
  ): string {
    return this.test.office.core.door.write(ACTOR, 'test.fact.add', (tx) =>
      tx.insert(fact, {
        ...{ employeeId, kind, value, knownAt: tx.now, validFrom: validFrom as LocalDate },
        validTo: validTo as LocalDate | null,
      }),
    );
  }

  /** Creates and calculates a run as the clerk; answers its id. */
  async prepare(clerk: PayrollClient, month: string, kind: RunKind = 'REGULAR'): Promise<string> {
    const { id } = await clerk.payroll.run.create({
      entityId: this.entityId,
      month: month as Month,
      kind,
      title: null,
    });
    await this.calculate(clerk, id);
    return id;
  }

  async calculate(clerk: PayrollClient, id: string): Promise<unknown> {
    const { revision } = await clerk.payroll.run.get({ id });
    const { jobId } = await clerk.payroll.run.calculate({ id, revision, everything: false, bigChangePercent: 20 });
    return finished(clerk, jobId);
  }

  /** From calculated to locked, by three people; warnings are accepted. */
  async lock(id: string): Promise<void> {
    const [clerk, auditor, manager] = [
      await this.as('payroll.clerk1'),
      await this.as('auditor1'),
      await this.as('accounts.manager1'),
    ];
    const open = await clerk.payroll.issue.list({ runId: id, severity: 'warning', state: 'open' });
    if (open.length > 0) {
      await clerk.payroll.issue.accept({ runId: id, ids: open.map((each) => each.id), note: 'نُظر فيها' });
    }
    const revisionOf = async (client: PayrollClient) => (await client.payroll.run.get({ id })).revision;
    await clerk.payroll.run.submit({ id, revision: await revisionOf(clerk) });
    await auditor.payroll.run.audit({ id, revision: await revisionOf(auditor) });
    await manager.payroll.run.approve({ id, revision: await revisionOf(manager) });
    const revision = await revisionOf(manager);
    const { jobId } = await manager.payroll.run.lock({ id, revision, acknowledgeUnconfirmed: true });
    await finished(manager, jobId);
  }
}

/** Waits for a job to be done; fails with its problems when it failed. */
export async function finished(client: PayrollClient, jobId: string): Promise<unknown> {
  for (;;) {
    const job = await client.platform.job.get({ id: jobId });
    if (job.state === 'done') return job.result;
    if (job.state === 'failed' || job.state === 'cancelled') {
      throw new Error(
        `${job.state}: ${job.problems.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
