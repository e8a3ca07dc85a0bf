import { z } from 'zod';
import { zId } from '#modules/contract.ts';
import { zMoney, zMonth } from './shapes.ts';

/** What is asked: a month of an entity, as it would be paid with a rule package and without it. */
export const whatIfInput = z.strictObject({ packageId: zId, entityId: zId, month: zMonth });
export type WhatIfInput = z.infer<typeof whatIfInput>;

/** So many of the people whose pay would change most are named. */
export const WHAT_IF_ROWS = 2_000;

const beforeAndAfter = { before: zMoney, after: zMoney };

/** The result of the job `payroll.whatIf`: nothing of it is saved. */
export const zWhatIf = z.object({
  month: zMonth,
  people: z.number().int(),
  changed: z.number().int(),
  /** Who can be calculated with one of the two only. */
  failed: z.number().int(),
  gross: z.object(beforeAndAfter),
  net: z.object(beforeAndAfter),
  components: z.array(z.object({ code: z.string(), ...beforeAndAfter })).max(200),
  rows: z
    .array(
      z.object({
        employeeId: zId,
        fullName: z.string(),
        number: z.string().nullable(),
        unitId: zId,
        grossBefore: zMoney.nullable(),
        grossAfter: zMoney.nullable(),
        netBefore: zMoney.nullable(),
        netAfter: zMoney.nullable(),
      }),
    )
    .max(WHAT_IF_ROWS),
});
export type WhatIf = z.infer<typeof zWhatIf>;
