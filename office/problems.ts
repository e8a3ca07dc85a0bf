import type { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';

/**
 * What zod found, in the words of refusals: the field by its path, and one of `VALUE_REQUIRED`, `VALUE_TOO_LONG`,
 * `VALUE_FORM`, or the code that the schema itself gave as its message.
 */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): readonly Problem[] {
  return issues.slice(0, 20).flatMap((issue) => {
    const params = issue.code === 'custom' ? paramsOf(issue.params) : null;
    const said = { code: codeOf(issue), ...(params && { params }) };
    return fieldsOf(issue).map((field) => ({ ...said, ...(field !== '' && { field }) }));
  });
}

/** The path of what was found; a field that the schema does not know is named itself. */
function fieldsOf(issue: z.core.$ZodIssue): readonly string[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [path.join('.')];
  return issue.keys.slice(0, 20).map((key) => [...path, key].join('.'));
}

/** What the schema itself said of its problem. */
function paramsOf(said: Readonly<Record<string, unknown>> | undefined): Problem['params'] | null {
  if (said === undefined) return null;
  const isPlain = (entry: [string, unknown]): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]);
  return Object.fromEntries(Object.entries(said).filter(isPlain));
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' && /^[A-Z][A-Z_]+$/.test(issue.message)) return issue.message;
  if (issue.code === 'too_big') return 'VALUE_TOO_LONG';
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  const isEmpty = issue.code === 'too_small' && issue.minimum === 1;
  return isMissing || isEmpty ? 'VALUE_REQUIRED' : 'VALUE_FORM';
}
