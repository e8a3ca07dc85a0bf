import { z } from 'zod';
import { zAnswer, zOptionalText, zRecord } from '#modules/contract.ts';
import { fieldDifference } from './item.ts';

export const editionStates = ['draft', 'published'] as const;
export type EditionState = (typeof editionStates)[number];

/**
 * How an edition stands in an office. `awaited`: published, but not all of it has arrived, so the catalogue shows the one
 * before. `superseded`: the office's own, from before the data centre published; or its draft, from before it was linked.
 */
export const editionStandings = ['draft', 'published', 'awaited', 'superseded'] as const;
export type EditionStanding = (typeof editionStandings)[number];

export const editionInput = z.strictObject({ note: zOptionalText(1_000) });

export const editionRow = z.object({
  ...zRecord,
  ...{ version: z.number().int(), state: z.enum(editionStates), note: z.string().nullable() },
  /** SHA-256 over its lines and the hash of the edition before it; null until it is published. */
  hash: z.string().nullable(),
  publishedAt: z.number().int().nullable(),
  /** The groups and items that it writes. */
  lines: z.number().int(),
  standing: z.enum(editionStandings),
});
export type EditionRow = z.infer<typeof editionRow>;

export const editionDetail = editionRow.extend({
  can: z.object({ edit: zAnswer, discard: zAnswer, publish: zAnswer }),
});
export type EditionDetail = z.infer<typeof editionDetail>;

/** The catalogue as it stands in this office. */
export const catalogueState = z.object({
  /** The edition in force; null before the first. */
  inForce: z.object({ version: z.number().int(), publishedAt: z.number().int(), isOfCentre: z.boolean() }).nullable(),
  draftId: z.string().nullable(),
  can: z.object({ write: zAnswer, propose: zAnswer }),
});
export type CatalogueState = z.infer<typeof catalogueState>;

/** A group or an item that an edition writes, beside what was in force before it. */
export const editionLine = z.object({
  ...{ kind: z.enum(['group', 'item']), id: z.string(), code: z.string() },
  ...{ nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() },
  isNew: z.boolean(),
  differences: z.array(fieldDifference).max(50),
});
export type EditionLine = z.infer<typeof editionLine>;
