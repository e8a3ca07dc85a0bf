import { z } from 'zod';
import { LIST_LIMIT, zAnswer, zNames } from '#modules/contract.ts';
import { peerKinds } from '#modules/org/contract.ts';

/** The number of an office in the ministry. */
export const zOfficeNumber = z.number().int().min(1).max(100_000);

/** What an office may propose of another wording of one, or of a new one. The rest is the data centre's to write. */
export const officeWording = z.strictObject({
  ...zNames,
  kind: z.enum(peerKinds),
  /** The office above it; null for one that is directly below the ministry. */
  parentOffice: zOfficeNumber.nullable(),
});
export type OfficeWording = z.infer<typeof officeWording>;

/** How an office stands in the tree; a kind that this program does not know is told as none. */
export const officeStanding = z.object({
  ...{ nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() },
  ...{ kind: z.enum(peerKinds).nullable(), parentOffice: z.number().int().nullable(), isClosed: z.boolean() },
});
export type OfficeStanding = z.infer<typeof officeStanding>;

/** An office of the tree. */
export const treeRow = officeStanding.extend({
  office: z.number().int(),
  /** How many offices stand above it. */
  depth: z.number().int(),
});
export type TreeRow = z.infer<typeof treeRow>;

/** The tree as it came down, each office before those below it; and whether this user may propose a change of it. */
export const ministryTree = z.object({
  /** The number of the office whose tree this is; 0 for one that has none yet. */
  own: z.number().int(),
  offices: z.array(treeRow).max(LIST_LIMIT),
  can: z.object({ propose: zAnswer }),
});

/** One field that is otherwise, as it stands on both sides. */
export const officeDifference = z.object({
  field: z.enum(['nameAr', 'nameCkb', 'nameEn', 'kind', 'parentOffice', 'isClosed']),
  before: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  after: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});
export type OfficeDifference = z.infer<typeof officeDifference>;
