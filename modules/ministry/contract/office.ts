import { z } from 'zod';
import type { LateState } from '#kernel/sync/late.ts';
import { zOptionalText, zRequired } from '#modules/contract.ts';
import { peerKinds } from '#modules/org/contract.ts';
import { whole, zOffice } from './values.ts';

export const governorates = [
  ...([
    'baghdad',
    'basra',
    'nineveh',
    'erbil',
    'kirkuk',
    'sulaymaniyah',
    'duhok',
    'halabja',
    'anbar',
    'babil',
  ] as const),
  ...(['karbala', 'najaf', 'qadisiyyah', 'diyala', 'dhi_qar', 'maysan', 'muthanna', 'salah_al_din', 'wasit'] as const),
] as const;

/** What people write of an office. */
export const officeFields = z.strictObject({
  nameAr: zRequired(200),
  nameCkb: zOptionalText(200),
  nameEn: zOptionalText(200),
  kind: z.enum(peerKinds),
  governorate: z.enum(governorates),
  /** The office above it. */
  parentOffice: zOffice.nullable(),
  /** Where it lies, in degrees; without one it stands in the middle of its governorate. */
  place: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
});
export type OfficeFields = z.infer<typeof officeFields>;

const names = { nameAr: z.string(), nameCkb: z.string().nullable(), nameEn: z.string().nullable() };

/** An office and its log, as the data centre knows them. */
export const officeRow = z.object({
  ...{ office: whole, ...names, kind: z.string(), governorate: z.string().nullable() },
  ...{ latitude: z.number().nullable(), longitude: z.number().nullable() },
  parentOffice: whole.nullable(),
  ...{ isClosed: z.boolean(), hasLog: z.boolean(), isFrozen: z.boolean(), epoch: whole },
  ...{ seq: whole, appliedSeq: whole, durableSeq: whole, held: whole, incidents: whole },
  /** How many PCs have late work on which nobody has decided. */
  lateAsked: whole,
  lastSeenAt: whole.nullable(),
  /** What the office said of itself when it called last. */
  health: z
    .object({
      unsent: whole,
      oldestUnsentAt: whole.nullable(),
      wall: whole,
      restores: whole,
      inbox: whole,
      schema: whole,
      /** The version of its program; earlier ones tell none. */
      program: z.string().optional(),
      /** Whole minutes, when it called last, since its newest copy; null where it has none. Earlier ones tell none. */
      backupMinutes: whole.nullable().optional(),
    })
    .nullable(),
  /** May any of its PCs still write? None may when the last one was stopped. */
  hasDevice: z.boolean(),
});
export type OfficeRow = z.infer<typeof officeRow>;

const lateStates = ['asked', 'refused', 'wanted', 'stored', 'joined'] as const satisfies readonly LateState[];

/** What an office had sent and is not in the log since the data centre was put back, by name. */
const missingOps = z.object({
  ...{ from: whole, to: whole, named: whole },
  list: z
    .array(
      z.object({
        ...{ seq: whole, command: z.string(), number: z.string().nullable(), at: whole },
        ...{ byName: z.string().nullable(), toOffices: z.array(whole).readonly() },
      }),
    )
    .readonly(),
  others: z.array(z.object({ command: z.string(), count: whole })).readonly(),
});

export const officeDetail = officeRow.extend({
  devices: z
    .array(
      z.object({
        ...{ keyId: z.string(), name: z.string().nullable(), enrolledAt: whole, revokedAt: whole.nullable() },
        /** Its key is over because another PC took its place, or because it went to another office. */
        isReplaced: z.boolean(),
        /** The office to which it went. */
        movedTo: whole.nullable(),
      }),
    )
    .readonly(),
  /** What replaced PCs had not sent. */
  lateWorks: z
    .array(
      z.object({
        ...{ keyId: z.string(), device: z.string().nullable(), state: z.enum(lateStates) },
        ...{ changes: whole, seq: whole, stored: whole, since: whole.nullable(), announcedAt: whole },
        ...{ decidedAt: whole.nullable(), decidedBy: z.string().nullable(), reason: z.string().nullable() },
      }),
    )
    .readonly(),
  incidentList: z
    .array(z.object({ no: whole, kind: z.string(), at: whole, missing: missingOps.nullable() }))
    .readonly(),
  heldOps: z.array(z.object({ seq: whole, opId: z.string(), reason: z.string(), since: whole })).readonly(),
  codes: z
    .array(
      z.object({
        ...{ madeAt: whole, madeBy: z.string(), expiresAt: whole, usedAt: whole.nullable() },
        ...{ usedBy: z.string().nullable(), isVoid: z.boolean() },
      }),
    )
    .readonly(),
});
export type OfficeDetail = z.infer<typeof officeDetail>;
