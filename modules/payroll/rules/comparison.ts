import type { SlipAmounts } from '../contract/index.ts';

/** A slip as far as two months are compared. */
export interface ComparedSlip {
  readonly id: string;
  readonly employeeId: string;
  readonly fullName: string;
  readonly net: number;
  readonly amounts: SlipAmounts;
}

export interface ChangedComponent {
  readonly code: string;
  readonly before: number;
  readonly now: number;
}

export interface ChangedPerson {
  readonly employeeId: string;
  readonly slipId: string | null;
  readonly fullName: string;
  readonly change: 'CAME' | 'LEFT' | 'CHANGED';
  readonly before: number;
  readonly now: number;
  readonly components: readonly ChangedComponent[];
}

/** Earnings, deductions and the net of arrears by component. */
export function componentsOf({ lines, deductions, arrears }: SlipAmounts): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { code, amount } of [...lines, ...deductions]) sums.set(code, (sums.get(code) ?? 0) + amount);
  const difference = [...arrears.lines, ...arrears.deductions.map((each) => ({ ...each, amount: 0 - each.amount }))];
  const net = difference.reduce((sum, { amount }) => sum + amount, 0);
  if (net !== 0) sums.set('ARREARS', net);
  return sums;
}

export function changedComponents(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly ChangedComponent[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((code) => ({ code, before: before.get(code) ?? 0, now: now.get(code) ?? 0 }))
    .filter((each) => each.before !== each.now);
}

/** Who came, who left, whose pay changed and by which components, and the same for all together. */
export function compareMonths(
  before: readonly ComparedSlip[],
  now: readonly ComparedSlip[],
): { readonly components: readonly ChangedComponent[]; readonly people: readonly ChangedPerson[] } {
  const [old, current] = [byEmployee(before), byEmployee(now)];
  const people = [...new Set([...old.keys(), ...current.keys()])].flatMap((employeeId): ChangedPerson[] => {
    const [was, is] = [old.get(employeeId), current.get(employeeId)];
    const components = changedComponents(
      was === undefined ? new Map() : componentsOf(was.amounts),
      is === undefined ? new Map() : componentsOf(is.amounts),
    );
    const change = was === undefined ? 'CAME' : is === undefined ? 'LEFT' : 'CHANGED';
    if (change === 'CHANGED' && components.length === 0) return [];
    const fullName = (is ?? was)?.fullName ?? '';
    return [
      {
        ...{ employeeId, fullName, change, components },
        slipId: is?.id ?? null,
        before: was?.net ?? 0,
        now: is?.net ?? 0,
      },
    ];
  });
  return { components: changedComponents(totalOf(before), totalOf(now)), people };
}

function byEmployee(slips: readonly ComparedSlip[]): ReadonlyMap<string, ComparedSlip> {
  return new Map(slips.map((slip) => [slip.employeeId, slip]));
}

/** What the pay costs, by component: earnings with the differences of closed months, and the state's share. */
export function costOf(
  slips: readonly (Pick<ComparedSlip, 'amounts'> & { readonly stateShare: number })[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const add = (code: string, amount: number) => {
    if (amount !== 0) sums.set(code, (sums.get(code) ?? 0) + amount);
  };
  for (const { amounts, stateShare } of slips) {
    for (const { code, amount } of [...amounts.lines, ...amounts.arrears.lines]) add(code, amount);
    add('STATE_SHARE', stateShare + amounts.arrears.stateShare);
  }
  return sums;
}

/** The sums of all slips by component. */
export function totalOf(slips: readonly Pick<ComparedSlip, 'amounts'>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { amounts } of slips) {
    for (const [code, amount] of componentsOf(amounts)) sums.set(code, (sums.get(code) ?? 0) + amount);
  }
  return sums;
}
