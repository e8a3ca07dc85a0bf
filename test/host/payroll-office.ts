import { createORPCClient, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCLink } from '@orpc/client/fetch';
import type { LocalDate, Month } from '#kernel/date.ts';
import type { FactKind, FactValue } from '#modules/hr/contract/index.ts';
import { fact } from '#modules/hr/schema.ts';
import { and, eq, isNull } from 'drizzle-orm';
import type { contract as payrollContract, RunKind, SlipDetail } from '#modules/payroll/contract/index.ts';
import type { contract as platformContract } from '#office/contract/index.ts';
import { ACTOR, addPerson, payingEntity, type Person } from '#test/payroll-people.ts';
import { testOffice, type TestOffice } from './harness.ts';

export type PayrollClient = ContractRouterClient<{
  platform: typeof platformContract;
  payroll: typeof payrollContract;
}>;

/** A demonstration office with a published package, and the people who make, audit, approve and lock its pay. */
export class PayrollOffice {
  readonly test: TestOffice;
  readonly entityId: string;
  readonly #desks = new Map<string, Promise<PayrollClient>>();

  private constructor(test: TestOffice, entityId: string) {
    this.test = test;
    this.entityId = entityId;
  }

  static async open(): Promise<PayrollOffice> {
    return PayrollOffice.of(await testOffice());
  }

  /** The pay of an office that is open already. */
  static of(test: TestOffice): PayrollOffice {
    return new PayrollOffice(test, payingEntity(test.office));
  }

  get db() {
    return this.test.office.core.database.db;
  }

  /** Somebody at his desk: he signs in once. */
  as(userName: string): Promise<PayrollClient> {
    const known = this.#desks.get(userName) ?? this.#signIn(userName);
    this.#desks.set(userName, known);
    return known;
  }

  async #signIn(userName: string): Promise<PayrollClient> {
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
    return addPerson(this.test.office, this.entityId, person);
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

  /** Pays a month from its draft to its lock, a minute later than whatever was before; answers the run's id. */
  async pay(clerk: PayrollClient, month: string, kind: RunKind = 'REGULAR'): Promise<string> {
    this.test.clock.now += 60_000;
    const id = await this.prepare(clerk, month, kind);
    this.test.clock.now += 60_000;
    await this.lock(id);
    this.test.clock.now += 60_000;
    return id;
  }

  /** The slips of a run with all that they say, by name. */
  async slipsOf(client: PayrollClient, runId: string): Promise<readonly SlipDetail[]> {
    const all = { search: null, unitId: null, isHeld: null, offset: 0, limit: 100 };
    const ids = (await client.payroll.slip.list({ runId, ...all })).map(({ id }) => id);
    return ids.length === 0 ? [] : client.payroll.slip.getMany({ runId, ids });
  }

  /** The service of an employee ends with a day, as an order that ends it writes it down. */
  endService(employeeId: string, lastDay: string): void {
    this.test.office.core.door.write(ACTOR, 'test.service.end', (tx) => {
      const ofIt = and(eq(fact.employeeId, employeeId), eq(fact.kind, 'SERVICE'), isNull(fact.retractedAt));
      for (const { id, value, validFrom } of tx.db.select().from(fact).where(ofIt).all()) {
        tx.update(fact, id, { retractedAt: tx.now });
        tx.insert(fact, {
          ...{ employeeId, kind: 'SERVICE', value, validFrom, validTo: lastDay as LocalDate, knownAt: tx.now },
        });
      }
    });
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
