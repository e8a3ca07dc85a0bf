const fields = [
  'input:not(:disabled, [readonly])',
  'textarea:not(:disabled, [readonly])',
  'button[role=switch]:not(:disabled)',
];

/** Puts the cursor into the first field of what was just opened, so that one can type at once. */
export function focusFirstField(opened: string): void {
  // The last one lies on top.
  const area = [...document.querySelectorAll(opened)].at(-1);
  if (!area || area.querySelector(':focus') !== null) return;
  area.querySelector<HTMLElement>(fields.map((field) => `.kit-field ${field}`).join(', '))?.focus();
}
