import type { SlipAmounts } from '../contract/index.ts';

/** An account of the mapping; of a unit and what lies below it, or of the office where the unit is null. */
export interface Account {
  readonly component: string;
  readonly role: 'EXPENSE' | 'LIABILITY';
  readonly unitId: string | null;
  readonly code: string;
  readonly name: string;
}

export interface JournalSlip {
  /** The unit in which the employee stands, then the units above it. */
  readonly units: readonly string[];
  readonly net: number;
  readonly stateShare: number;
  readonly isHeld: boolean;
  readonly amounts: SlipAmounts;
}

export interface JournalLine {
  readonly accountCode: string;
  readonly accountName: string;
  readonly component: string;
  readonly side: 'DEBIT' | 'CREDIT';
  readonly amount: number;
}

export interface Journal {
  readonly isBalanced: boolean;
  readonly debit: number;
  readonly credit: number;
  readonly lines: readonly JournalLine[];
  readonly unmapped: readonly { readonly component: string; readonly role: Account['role']; readonly amount: number }[];
}

/**
 * The journal of a run: salaries, allowances and the state's share against what is owed to pension, tax, courts,
 * lenders and the employees. An amount without an account is named, and then nothing balances.
 */
export function journalOf(slips: readonly JournalSlip[], accounts: readonly Account[]): Journal {
  const sums = new Map<string, { component: string; role: Account['role']; account: Account | null; amount: number }>();
  const add = (component: string, role: Account['role'], units: readonly string[], amount: number) => {
    if (amount === 0) return;
    const account = accountOf(accounts, component, role, units);
    const key = `${role}:${component}:${account?.code ?? ''}`;
    const known = sums.get(key) ?? { component, role, account, amount: 0 };
    known.amount += amount;
    sums.set(key, known);
  };
  for (const { units, net, stateShare, isHeld, amounts } of slips) {
    if (isHeld) continue;
    const { arrears } = amounts;
    const share = stateShare + arrears.stateShare;
    // Differences that are overpaid are not booked again: what is taken back for them is booked as it is taken.
    const isOwed = sumOf(arrears.lines) - sumOf(arrears.deductions) > 0;
    const differences = isOwed ? arrears : { lines: [], deductions: [] };
    for (const { code, amount } of [...amounts.lines, ...differences.lines]) add(code, 'EXPENSE', units, amount);
    for (const { code, amount } of [...amounts.deductions, ...differences.deductions]) {
      add(code, 'LIABILITY', units, amount);
    }
    add('STATE_SHARE', 'EXPENSE', units, share);
    add('STATE_SHARE', 'LIABILITY', units, share);
    add('NET_PAYABLE', 'LIABILITY', units, net);
  }
  const all = [...sums.values()].filter(({ amount }) => amount !== 0);
  const lines = all.flatMap(({ component, role, account, amount }): JournalLine[] => {
    if (account === null) return [];
    const isDebit = (role === 'EXPENSE') === amount > 0;
    const side = isDebit ? 'DEBIT' : 'CREDIT';
    return [{ accountCode: account.code, accountName: account.name, component, side, amount: Math.abs(amount) }];
  });
  const total = (side: JournalLine['side']) => sumOf(lines.filter((line) => line.side === side));
  const unmapped = all
    .filter(({ account }) => account === null)
    .map(({ component, role, amount }) => ({ component, role, amount }));
  const [debit, credit] = [total('DEBIT'), total('CREDIT')];
  return {
    ...{ debit, credit, unmapped, isBalanced: debit === credit && unmapped.length === 0 },
    lines: lines.sort((left, right) =>
      left.side === right.side ? compareCodes(left.accountCode, right.accountCode) : left.side === 'DEBIT' ? -1 : 1,
    ),
  };
}

/** The account of the nearest unit goes before those of the units above it, and those before that of the office. */
function accountOf(
  accounts: readonly Account[],
  component: string,
  role: Account['role'],
  units: readonly string[],
): Account | null {
  const fitting = accounts.filter((each) => each.component === component && each.role === role);
  for (const unitId of [...units, null]) {
    const found = fitting.find((each) => each.unitId === unitId);
    if (found) return found;
  }
  return null;
}

function sumOf(lines: readonly { readonly amount: number }[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}

/** Part by part as numbers: 3.1.1.1.2 goes before 3.1.1.1.10. */
function compareCodes(left: string, right: string): number {
  const [parts, others] = [left.split('.').map(Number), right.split('.').map(Number)];
  const at = parts.findIndex((part, index) => part !== others[index]);
  return at < 0 ? parts.length - others.length : (parts[at] ?? 0) - (others[at] ?? 0);
}
