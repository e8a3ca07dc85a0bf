import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Month } from '#kernel/date.ts';
import type { Tx } from '#db/recorder.ts';
import { serviceKey } from '#modules/module.ts';
import type { LastPay } from './contract/index.ts';

/** What the certificate of somebody would say in short. */
export interface PayStanding {
  readonly lastMonth: Month | null;
  /** How many loans and court orders go with him. */
  readonly debts: number;
}

/**
 * The pay, as the staff asks it when somebody is handed over. The staff knows nothing of slips and loans: the module of
 * the pay lies above it, and answers through this.
 */
export interface PayDesk {
  /** The right under which debts are written. */
  readonly permission: string;
  /** By employee: the latest month of a run that holds him and is not locked yet; nobody else is in it. */
  openMonthsOf(db: BetterSQLite3Database, employeeIds: readonly string[]): ReadonlyMap<string, Month>;
  /** The certificates of many in short: until when each was paid here, and how much he still owes. */
  standingsOf(db: BetterSQLite3Database, employeeIds: readonly string[]): ReadonlyMap<string, PayStanding>;
  /** The last month that was paid, and what is still to be taken after it. */
  lastPayOf(db: BetterSQLite3Database, employeeId: string): LastPay;
  /** Writes the debts of a certificate for his new file, to be taken from a month on. */
  takeDebts(tx: Tx, of: { readonly employeeId: string; readonly from: Month; readonly lastPay: LastPay }): void;
}

export const payDesk = serviceKey<PayDesk>('hr.payDesk');
