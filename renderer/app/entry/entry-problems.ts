import type { Problem } from '#kernel/verdict.ts';

/** What is found before the office is asked, in its own codes: the browser would say it in the language of the system. */

/** `VALUE_REQUIRED` for each of these fields that is empty. */
export function missingOf(values: Readonly<Record<string, string>>): readonly Problem[] {
  return Object.entries(values)
    .filter(([, value]) => value.trim() === '')
    .map(([field]) => ({ code: 'VALUE_REQUIRED', field }));
}

/** The least letters of a password and of a user name; the office judges all else of them. */
const LEAST = { password: 10, userName: 3 } as const;

/** What keeps a step of the wizard from being left. */
export function problemsOfStep(step: number, typed: Readonly<Record<string, string>>): readonly Problem[] {
  const of = (fields: readonly string[]): Record<string, string> =>
    Object.fromEntries(fields.map((field) => [field, typed[field] ?? '']));
  if (step === 1) return missingOf(of(['officeNameAr']));
  if (step !== 2) return [];
  const missing = missingOf(of(['administratorName', 'userName', 'password', 'repeated']));
  const isShort = (field: 'password' | 'userName'): boolean => {
    const { length } = [...(typed[field] ?? '')];
    return length > 0 && length < LEAST[field];
  };
  return [
    ...missing,
    ...(isShort('userName') ? [{ code: 'USER_NAME_FORM', field: 'userName' }] : []),
    ...(isShort('password')
      ? [{ code: 'PASSWORD_TOO_SHORT', params: { least: LEAST.password }, field: 'password' }]
      : []),
  ];
}

/** Puts the person at the first field about which something was said, once it has been drawn. */
export function focusFirstRefused(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
