import { itemFlags, type FieldDifference, type GroupInput, type ItemField, type ItemInput } from '../contract/item.ts';

/** The fields of an item in the order in which a person reads them. */
export const itemFieldsInOrder = [
  ...(['nameAr', 'nameCkb', 'nameEn', 'synonyms', 'specification', 'externalCode', 'unit'] as const),
  ...itemFlags,
  ...(['status', 'replacedBy'] as const),
] as const satisfies readonly ItemField[];

/** What is said of an item, without the record that says it. */
export function wordingOf(row: ItemInput): ItemInput {
  // Of every field of an input there is one.
  return Object.fromEntries(itemFieldsInOrder.map((field) => [field, row[field]])) as unknown as ItemInput;
}

const names = ['nameAr', 'nameCkb', 'nameEn'] as const;

/** What another wording of an item changes. Of a new item (`before` is null) nothing is told: all of it is new. */
export function itemDifferences(before: ItemInput | null, after: ItemInput): readonly FieldDifference[] {
  return before === null ? [] : differing(before, after, itemFieldsInOrder);
}

/** The same of a group. */
export function groupDifferences(before: GroupInput | null, after: GroupInput): readonly FieldDifference[] {
  return before === null ? [] : differing(before, after, names);
}

function differing<Row extends object>(
  before: Row,
  after: Row,
  fields: readonly (keyof Row & string)[],
): readonly FieldDifference[] {
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: said(before[field]), after: said(after[field]) }));
}

function said(value: unknown): string | boolean | null {
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
