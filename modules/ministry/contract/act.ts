import { z } from 'zod';
import { whole } from './values.ts';

export const actKinds = [
  ...(['office_added', 'office_changed', 'office_closed', 'office_reopened', 'frozen', 'thawed'] as const),
  ...(['invited', 'invitations_voided', 'device_revoked', 'device_moved', 'exchanged'] as const),
  ...(['person_searched', 'twice_looked', 'files_looked', 'transit_looked'] as const),
  ...(['late_taken', 'late_refused'] as const),
  ...(['proposal_accepted', 'proposal_refused', 'item_accepted', 'item_refused'] as const),
  ...(['office_accepted', 'office_refused'] as const),
  ...(['files_one_person', 'files_two_persons'] as const),
] as const;
export type ActKind = (typeof actKinds)[number];

export const actRow = z.object({
  ...{ id: z.string(), at: whole, byName: z.string(), kind: z.enum(actKinds) },
  /** The name is that by which the offices know each other now. */
  ...{ office: whole.nullable(), officeName: z.string().nullable(), detail: z.string().nullable() },
});
export type ActRow = z.infer<typeof actRow>;
