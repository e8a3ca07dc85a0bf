import { useState } from 'react';
import { z } from 'zod';
import type { LocalDate } from '#kernel/date.ts';
import { zDate } from '#modules/contract.ts';
import { useDesk } from '#renderer/module.ts';
import { departureInput, dispatchInput, zOfficeNumber, type DepartureInput } from '../../contract/index.ts';

/** The office is chosen from a list, whose values are texts. */
export const departureForm = departureInput.extend({
  toOffice: z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), zOfficeNumber),
  orderDate: zDate,
  note: dispatchInput.shape.note,
  // One of the two is enough: neither is marked as one that must be filled.
  unitIds: departureInput.shape.unitIds.default([]),
  employeeIds: departureInput.shape.employeeIds.default([]),
});
export type DepartureForm = z.infer<typeof departureForm>;

/** What is asked before anything is sent. */
export function lookedAt({ orderDate, note, ...input }: DepartureForm): DepartureInput {
  void orderDate;
  void note;
  return input;
}

interface Draft {
  readonly userId: string;
  readonly form: DepartureForm;
  /** Is the preview on the screen? */
  readonly isLookedAt: boolean;
}

/**
 * The paper and the choice are kept beside the page: whoever opens somebody's file to mend what stands in his way comes
 * back to the same preview.
 */
let kept: Draft | null = null;

export function useDepartureDraft() {
  const { user, today } = useDesk();
  const [draft, setDraft] = useState(kept?.userId === user.id ? kept : null);
  const keep = (next: Draft | null): void => {
    kept = next;
    setDraft(next);
  };
  return {
    form: draft?.form ?? null,
    isLookedAt: draft?.isLookedAt === true,
    values: valuesOf(draft?.form ?? null, today),
    look: (form: DepartureForm) => keep({ userId: user.id, form, isLookedAt: true }),
    change: () => keep(draft && { ...draft, isLookedAt: false }),
    finish: () => keep(null),
  };
}

function valuesOf(form: DepartureForm | null, today: LocalDate): Readonly<Record<string, unknown>> {
  if (form !== null) return { ...form, toOffice: String(form.toOffice) };
  return {
    ...{ toOffice: null, orderNumber: '', orderDate: today, effectiveDate: null, note: null },
    ...{ unitIds: [], employeeIds: [] },
  };
}
