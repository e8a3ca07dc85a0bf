import { z } from 'zod';
import { zAnswer, zNames, zOptionalText, zRecord } from '#modules/contract.ts';

/**
 * The catalogue of items (دليل المواد): groups of three levels, and in the third the items. No national code book could
 * be confirmed, so the codes are the ministry's own, and the code of an old paper list is kept beside them.
 */

export const groupLevels = ['main', 'sub', 'kind'] as const;
export type GroupLevel = (typeof groupLevels)[number];

/** How a code of each level is written; a code begins with that of the group above it. */
export const codeForms = {
  main: /^\d{2}$/,
  sub: /^\d{2}-\d{2}$/,
  kind: /^\d{2}-\d{2}-\d{3}$/,
  item: /^\d{2}-\d{2}-\d{3}-\d{4}$/,
} as const satisfies Record<GroupLevel | 'item', RegExp>;

export const zItemCode = z.string().max(14).regex(codeForms.item);
export const zKindCode = z.string().max(9).regex(codeForms.kind);
/** A group of any level. */
export const zGroupCode = z
  .string()
  .max(9)
  .refine((code) => groupLevels.some((level) => codeForms[level].test(code)));

/** The base units in which items are counted, and whether a part of one can be given out. */
export const units = {
  ...{ PIECE: { mayBeSplit: false }, SET: { mayBeSplit: false }, PAIR: { mayBeSplit: false } },
  ...{ DOZEN: { mayBeSplit: false }, BOX: { mayBeSplit: false }, PACKET: { mayBeSplit: false } },
  ...{ CARTON: { mayBeSplit: false }, BAG: { mayBeSplit: false }, ROLL: { mayBeSplit: false } },
  ...{ SHEET: { mayBeSplit: false }, REAM: { mayBeSplit: false }, BOOK: { mayBeSplit: false } },
  ...{ BOTTLE: { mayBeSplit: false }, CAN: { mayBeSplit: false }, BARREL: { mayBeSplit: false } },
  ...{ KILOGRAM: { mayBeSplit: true }, GRAM: { mayBeSplit: true }, TON: { mayBeSplit: true } },
  ...{ LITRE: { mayBeSplit: true }, METRE: { mayBeSplit: true } },
  ...{ SQUARE_METRE: { mayBeSplit: true }, CUBIC_METRE: { mayBeSplit: true } },
} as const satisfies Record<string, { readonly mayBeSplit: boolean }>;
export type Unit = keyof typeof units;
// The keys of the table above, which the type names one by one.
export const unitCodes = Object.keys(units) as [Unit, ...Unit[]];

/** `frozen`: no longer bought or given out. `replaced`: another item is used in its place. */
export const itemStatuses = ['active', 'frozen', 'replaced'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** What must be kept of an item beside its quantity, and what it is. */
export const itemFlags = [
  ...(['hasBatch', 'hasExpiry', 'hasSerial'] as const),
  ...(['isHazardous', 'isControlled', 'isCustody', 'isCapitalisable'] as const),
] as const;
export type ItemFlag = (typeof itemFlags)[number];

/** What is written of an item beside its code. */
export const itemInput = z.strictObject({
  ...zNames,
  /** Other words by which people ask for it, with a comma between them. */
  synonyms: zOptionalText(500),
  specification: zOptionalText(2_000),
  /** Its code in an old paper list. */
  externalCode: zOptionalText(40),
  unit: z.enum(unitCodes),
  ...{ hasBatch: z.boolean(), hasExpiry: z.boolean(), hasSerial: z.boolean() },
  ...{ isHazardous: z.boolean(), isControlled: z.boolean(), isCustody: z.boolean(), isCapitalisable: z.boolean() },
  status: z.enum(itemStatuses),
  /** The code of the item that is used in its place. */
  replacedBy: zItemCode.nullable(),
});
export type ItemInput = z.infer<typeof itemInput>;
export type ItemField = keyof ItemInput;

export const groupInput = z.strictObject(zNames);
export type GroupInput = z.infer<typeof groupInput>;

const shape = itemInput.shape;

/** What a record says of an item: read back, it is not cleaned again. */
export const itemFields = {
  ...{ nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() },
  ...{ synonyms: z.string().nullable(), specification: z.string().nullable(), externalCode: z.string().nullable() },
  ...{ unit: shape.unit, status: shape.status, replacedBy: z.string().nullable() },
  ...{ hasBatch: shape.hasBatch, hasExpiry: shape.hasExpiry, hasSerial: shape.hasSerial },
  ...{ isHazardous: shape.isHazardous, isControlled: shape.isControlled },
  ...{ isCustody: shape.isCustody, isCapitalisable: shape.isCapitalisable },
};

/** An item as one edition writes it. */
export const itemRow = z.object({
  ...zRecord,
  ...{ code: z.string(), edition: z.number().int(), ...itemFields },
  /** Not in force yet: it stands in the draft of this office. */
  isDraft: z.boolean(),
});
export type ItemRow = z.infer<typeof itemRow>;

export const groupRow = z.object({
  ...zRecord,
  ...{ code: z.string(), edition: z.number().int(), level: z.enum(groupLevels) },
  ...{ nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() },
  items: z.number().int(),
  ...{ isDraft: z.boolean(), can: z.object({ edit: zAnswer, remove: zAnswer }) },
});
export type GroupRow = z.infer<typeof groupRow>;

/** One thing that differs between two wordings of an item or a group; null where nothing stands. */
export const fieldDifference = z.object({
  field: z.string(),
  before: z.union([z.string(), z.boolean()]).nullable(),
  after: z.union([z.string(), z.boolean()]).nullable(),
});
export type FieldDifference = z.infer<typeof fieldDifference>;

export const itemDetail = itemRow.extend({
  /** By which editions it came to be as it is, the newest first. */
  history: z
    .array(
      z.object({
        ...{ edition: z.number().int(), publishedAt: z.number().int() },
        isNew: z.boolean(),
        differences: z.array(fieldDifference).max(50),
      }),
    )
    .max(1_000),
  can: z.object({ edit: zAnswer, remove: zAnswer, propose: zAnswer }),
});
export type ItemDetail = z.infer<typeof itemDetail>;
