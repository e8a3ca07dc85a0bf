import { useEffect, useId, type ReactNode } from 'react';
import { useController, type FieldError } from 'react-hook-form';
import type { Problem } from '#kernel/verdict.ts';
import { useFieldLabel, useProblemText, useText } from '#renderer/locale/text.ts';
import { useFormFrame } from '../form/form-context.ts';
import { problemOfError } from '../form/schema-problems.ts';

/** What every field of a form can be told. */
export interface FieldProps {
  readonly name: string;
  /** Already translated; by default the module's `field.<name>`. */
  readonly label?: string;
  readonly hint?: string;
  readonly isReadOnly?: boolean;
  /** By default the schema decides. */
  readonly isRequired?: boolean;
  /** How many of the three columns it takes. */
  readonly span?: 1 | 2 | 3;
}

/** What a control needs to be one of a form, and to be read out with its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly isReadOnly: boolean;
  readonly status: 'error' | '';
  readonly onBlur: () => void;
  /** Hands over the element that the form focuses. */
  readonly attach: (element: Focusable | null) => void;
  readonly aria: {
    readonly 'aria-required': boolean;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string | undefined;
  };
}

export interface Focusable {
  readonly focus: () => void;
}

export interface BoundField {
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly setInputProblem: (problem: Problem | null) => void;
  readonly control: ControlProps;
  readonly label: string;
  readonly error: FieldError | undefined;
  readonly isRequired: boolean;
}

/** Ties a field to the form around it. */
export function useField({ name, label, hint, isReadOnly, isRequired }: FieldProps): BoundField {
  const frame = useFormFrame();
  const { field, fieldState } = useController({ name });
  const fieldLabel = useFieldLabel(frame.module);
  const id = useId();
  const { mount } = frame;
  useEffect(() => mount(name), [mount, name]);
  const required = isRequired ?? frame.isRequired(name);
  const described = [fieldState.error && `${id}-error`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ');
  return {
    value: field.value,
    change: (value) => field.onChange(value),
    setInputProblem: (problem) => frame.setInputProblem(name, problem),
    control: {
      id,
      isReadOnly: frame.isReadOnly || isReadOnly === true,
      status: fieldState.error ? 'error' : '',
      onBlur: field.onBlur,
      attach: field.ref,
      aria: {
        'aria-required': required,
        'aria-invalid': fieldState.error !== undefined,
        'aria-describedby': described === '' ? undefined : described,
      },
    },
    label: label ?? fieldLabel(name),
    error: fieldState.error,
    isRequired: required,
  };
}

interface FrameProps {
  readonly field: BoundField;
  readonly hint?: string | undefined;
  readonly span?: 1 | 2 | 3 | undefined;
  readonly children: ReactNode;
}

/** The label above, the error or hint below. */
export function FieldFrame({ field, hint, span = 1, children }: FrameProps) {
  const text = useText();
  const { module } = useFormFrame();
  const problemText = useProblemText(module);
  const { id } = field.control;
  return (
    <div className={span === 1 ? 'kit-field' : `kit-field kit-field-span-${span}`}>
      <label className="kit-field-label" htmlFor={id} id={`${id}-label`}>
        {field.label}
        {field.isRequired && (
          <span className="kit-field-required" title={text('kit.required')} aria-hidden>
            *
          </span>
        )}
      </label>
      {children}
      {field.error && (
        <span className="kit-field-error" id={`${id}-error`} role="alert">
          {problemText(problemOfError(field.error))}
        </span>
      )}
      {hint !== undefined && (
        <span className="kit-field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** The text in a field, whatever it holds. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
