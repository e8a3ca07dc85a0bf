import { z } from 'zod';
import type { Money } from '#kernel/money.ts';
import { zMoney, zMonth } from './shapes.ts';
import type { SlipAmounts } from './index.ts';

/** So many lines has no slip: thirty years of arrears with thirty components. */
const LINES_LIMIT = 10_000;

const zCoded = z.object({ code: z.string().min(1).max(80), amount: zMoney });
const zReferred = zCoded.extend({ ref: z.string().max(200).nullable() });
const zOfMonth = zCoded.extend({ month: zMonth });
const many = <T extends z.ZodType>(line: T): z.ZodArray<T> => z.array(line).max(LINES_LIMIT);

const zAmounts = z.object({
  lines: many(zCoded),
  deductions: many(zReferred),
  arrears: z.object({
    lines: many(zOfMonth),
    deductions: many(zOfMonth),
    stateShare: zMoney,
    stateShareByMonth: z.record(z.string(), zMoney),
  }),
  carryForward: many(zReferred),
  warnings: many(
    z.object({ code: z.string().max(80), ref: z.string().max(200).nullable(), amount: zMoney.nullable() }),
  ),
}) satisfies z.ZodType<SlipAmounts>;

const moneyColumns = ['gross', 'deductionsTotal', 'regularNet', 'arrearsNet', 'net', 'stateShare'] as const;

/**
 * What speaks against values that an office of the ministry has written into a slip, or null: figures that are none, or
 * amounts beyond `MONEY_LIMIT`, would stand in the unified payroll of everybody. Of an update only what it changes.
 */
export function objectionToSlip(values: Readonly<Record<string, unknown>>): string | null {
  const wrong = moneyColumns.find((name) => values[name] !== undefined && !isAmount(values[name]));
  if (wrong !== undefined) return wrong;
  return values['amounts'] === undefined || zAmounts.safeParse(values['amounts']).success ? null : 'amounts';
}

function isAmount(value: unknown): value is Money {
  return zMoney.safeParse(value).success;
}
