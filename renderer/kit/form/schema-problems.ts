import type { FieldErrors, FieldValues } from 'react-hook-form';
import { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';

/** The findings of a zod schema in the words of refusals, and the way of a refusal through react-hook-form. */

/** One problem a finding: the same codes as the office gives for the same input. */
export function problemOfIssue(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.join('.');
  return { ...codeOf(issue), ...(field !== '' && { field }) };
}

function codeOf(issue: z.core.$ZodIssue): Problem {
  if (issue.code === 'custom') return { code: /^[A-Z][A-Z_]+$/u.test(issue.message) ? issue.message : 'VALUE_FORM' };
  if (issue.code === 'too_big') {
    const code = issue.origin === 'string' ? 'VALUE_TOO_LONG' : 'VALUE_TOO_LARGE';
    return { code, params: { limit: Number(issue.maximum) } };
  }
  if (issue.code === 'too_small') {
    const isCounted = issue.origin === 'string' || issue.origin === 'array';
    if (isCounted && issue.minimum === 1) return { code: 'VALUE_REQUIRED' };
    const code = issue.origin === 'string' ? 'VALUE_TOO_SHORT' : 'VALUE_TOO_SMALL';
    return { code, params: { limit: Number(issue.minimum) } };
  }
  return { code: 'VALUE_FORM' };
}

/** Nothing where something must be is "required", whatever shape was asked for. */
export function problemsOfInput(schema: z.ZodType, input: unknown): readonly Problem[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) =>
    isEmpty(valueAt(input, issue.path)) ? { ...problemOfIssue(issue), code: 'VALUE_REQUIRED' } : problemOfIssue(issue),
  );
}

/** Would this field of the schema refuse an empty value? Then its label carries the mark. */
export function isRequiredField(schema: z.ZodType, name: string): boolean {
  const field = fieldSchema(schema, name.split('.'));
  if (!field || field.safeParse(false).success) return false;
  return ![undefined, null, ''].some((empty) => field.safeParse(empty).success);
}

function fieldSchema(schema: z.ZodType | undefined, path: readonly string[]): z.ZodType | undefined {
  const [head, ...rest] = path;
  if (schema === undefined || head === undefined) return schema;
  // The parts of an object or array schema are schemas; the library types them as their looser core.
  if (schema instanceof z.ZodObject) return fieldSchema(schema.shape[head] as z.ZodType | undefined, rest);
  if (schema instanceof z.ZodArray) return fieldSchema(schema.element as z.ZodType, rest);
  return undefined;
}

/** A problem as react-hook-form carries it: the code as the type, its values as the message. */
export function fieldErrorOf({ code, params }: Problem): { type: string; message: string } {
  return { type: code, message: JSON.stringify(params ?? {}) };
}

/** The way back from `fieldErrorOf`. */
export function problemOfError(error: { readonly type: unknown; readonly message?: string | undefined }): Problem {
  // Written by `fieldErrorOf`.
  const params = JSON.parse(error.message || '{}') as NonNullable<Problem['params']>;
  return { code: String(error.type), params };
}

/** Nested errors by path, the first problem of each field. */
export function fieldErrorsOf(problems: readonly Problem[]): FieldErrors<FieldValues> {
  const errors: Record<string, unknown> = {};
  for (const problem of problems) {
    const path = (problem.field ?? 'root').split('.');
    put(errors, path, fieldErrorOf(problem));
  }
  // Built in exactly the nesting that the paths of the fields have.
  return errors as FieldErrors<FieldValues>;
}

function put(target: Record<string, unknown>, [head = '', ...rest]: readonly string[], error: object): void {
  if (rest.length === 0) {
    target[head] ??= error;
    return;
  }
  const inner = target[head] ?? (/^\d+$/u.test(rest[0] ?? '') ? [] : {});
  target[head] = inner;
  // Arrays and objects both take their parts by key.
  put(inner as Record<string, unknown>, rest, error);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    // Just found to be an object.
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
