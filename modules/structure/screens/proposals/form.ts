import { z } from 'zod';
import { proposalInput, type TreeRow } from '../../contract/index.ts';

/** A tree field holds the numbers of offices as text. */
export const proposalForm = proposalInput.extend({ parentOffice: z.string().nullable() });
type Written = z.output<typeof proposalForm>;

/** What is sent of what was written. */
export function inputOf({ parentOffice, ...written }: Written): z.input<typeof proposalInput> {
  return { ...written, parentOffice: parentOffice === null ? null : Number(parentOffice) };
}

/** The number as the field holds it. */
export function textOf(parentOffice: number | null): string | null {
  return parentOffice === null ? null : String(parentOffice);
}

/** What a form begins with: the office that is to be worded otherwise, or a new one below another. */
export function beginningOf(of: TreeRow | null, below: number | null) {
  const { nameAr = '', nameCkb = null, nameEn = null, kind = null } = of ?? {};
  return {
    ...{ nameAr, nameCkb, nameEn, kind, reason: '' },
    parentOffice: textOf(of === null ? below : of.parentOffice),
  };
}
