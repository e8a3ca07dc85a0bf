import { oc } from '@orpc/contract';
import { z } from 'zod';
import { isLocalDate, isMonth, isUsualMonth, type LocalDate, type Month } from '#kernel/date.ts';
import { cleanText } from '#kernel/text/sanitise.ts';

/**
 * What every module's contract is made of. A procedure names its permission and its kind here, beside its input and
 * output, so that the office, the screen and the generic tests read the same declaration.
 */
export interface ProcedureMeta {
  /** The permission it demands, or one of the two that need no role. */
  readonly permission: string;
  readonly kind: 'query' | 'command';
  /** Ctrl+Z may take it back in the session that did it, while nobody has changed the record since. */
  readonly isUndoable: boolean;
}

/** For everybody who reaches the office, before signing in. */
export const PUBLIC = 'public';
/** For everybody who has signed in. */
export const SIGNED_IN = 'signed-in';

export const problemSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  field: z.string().optional(),
});

export const conflictSchema = z.object({
  table: z.string(),
  id: z.string(),
  revision: z.number(),
  current: z.record(z.string(), z.unknown()),
});

/** The one shape of every refusal. */
export const refusalSchema = z.object({ problems: z.array(problemSchema), conflict: conflictSchema.optional() });

const procedure = oc
  .$meta<ProcedureMeta>({ permission: '', kind: 'command', isUndoable: false })
  .errors({ REFUSED: { status: 409, data: refusalSchema }, FORBIDDEN: {}, UNAUTHORIZED: {} });

/** A procedure that only reads. */
export const query = (permission: string) => procedure.meta({ permission, kind: 'query', isUndoable: false });
/** A procedure that changes something, through the write door. */
export const command = (permission: string) => procedure.meta({ permission, kind: 'command', isUndoable: false });
/** A command on drafts that its session may take back. */
export const undoableCommand = (permission: string) =>
  procedure.meta({ permission, kind: 'command', isUndoable: true });

/** The id of a record. */
export const zId = z.uuid();
/** Cleaned text of at most `limit` letters; may be empty. @public for the modules that come */
export const zText = (limit: number) => z.string().max(limit).transform(cleanText);
/** Cleaned text that must hold something. */
export const zRequired = (limit: number) => z.string().max(limit).transform(cleanText).pipe(z.string().min(1));
/** Text that may be absent; an empty one is the same as none. */
export const zOptionalText = (limit: number) =>
  z
    .string()
    .max(limit)
    .transform((value) => cleanText(value) || null)
    .nullable();
/** A day, `YYYY-MM-DD`. */
export const zDate = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'DATE');
/** A month that somebody asks for or writes, `YYYY-MM`; one that was written elsewhere may lie anywhere. */
export const zUsualMonth = z.custom<Month>(
  (value) => typeof value === 'string' && isMonth(value) && isUsualMonth(value),
  'MONTH',
);
export const zRevision = z.number().int().positive();

/** A record's name in the three languages of the office; Arabic is the one that must be there. */
export const zNames = {
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200),
  nameEn: zOptionalText(200),
};

/** From which day to which; an open end is null. The order of the two is a rule, not a shape. */
export const zPeriod = { validFrom: zDate, validTo: zDate.nullable() };

/** The synced columns that a screen may see. */
export const zRecord = {
  id: zId,
  revision: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
};

/** A judgement sent to the screen: may this be done now, and if not, why. */
export const zAnswer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problems: z.array(problemSchema) }),
]);
export type Answer = z.infer<typeof zAnswer>;

/** How many rows a list procedure may return; beyond it the screen must narrow the question. */
export const LIST_LIMIT = 10_000;
