import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { FormProvider, useForm, useWatch, type FieldValues, type Resolver, type UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import type { Problem } from '#kernel/verdict.ts';
import type { Answer } from '#modules/contract.ts';
import { failureOf, type Conflict } from '#renderer/failure.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { useActions, type Action } from '../actions.tsx';
import { Icon } from '../icon.tsx';
import { Problems } from '../problems.tsx';
import { createFieldNotes, type FieldNotes } from './field-notes.ts';
import { focusFirstField } from './first-field.ts';
import { FormFrameContext, type FormFrame } from './form-context.ts';
import './form.css';
import { useAskToLeave, useDirtyMark } from './leaving.ts';
import { fieldErrorOf, fieldErrorsOf, isRequiredField, problemsOfInput } from './schema-problems.ts';

export interface FormProps<Schema extends z.ZodObject> {
  /** The contract's schema of what is sent: it marks the required fields and finds the errors. */
  readonly schema: Schema;
  /** What the fields begin with. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whose labels and problem texts are used. */
  readonly module: string;
  /** Sends it. What the call throws lands at the fields it names, or above the form. */
  readonly onSubmit: (output: z.output<Schema>) => Promise<void>;
  readonly onCancel?: () => void;
  /** Somebody else changed the record first: hands over both, for the conflict view. */
  readonly onConflict?: (conflict: Conflict, mine: z.output<Schema>) => void;
  /** What the policy says: a "no" makes the form read-only, with the reason. */
  readonly answer?: Answer;
  readonly isReadOnly?: boolean;
  /** It fills a page of its own: one can type in its first field at once, as in a sheet at the side. */
  readonly isPage?: boolean;
  readonly submitLabel?: string;
  /** More buttons beside "save". */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

interface Refusal {
  readonly problems: readonly Problem[];
  readonly reference: string | null;
  /** No field on the screen says it. */
  readonly takesFocus: boolean;
}

const nothingRefused: Refusal = { problems: [], reference: null, takesFocus: false };

/** A form over a schema: errors beside the fields, Ctrl+S saves, Esc leaves and asks when something would be lost. */
export function Form<Schema extends z.ZodObject>(props: FormProps<Schema>) {
  const { schema, values, module, onSubmit, onConflict, answer, children } = props;
  const isReadOnly = props.isReadOnly === true || answer?.ok === false;
  const [notes] = useState(createFieldNotes);
  const [refusal, setRefusal] = useState<Refusal>(nothingRefused);
  // The first values are the form's; a screen that has new ones gives the form a new key.
  const form = useForm<FieldValues>({
    defaultValues: { ...values },
    resolver: resolverOf(schema, notes),
  });
  const { isDirty, isSubmitting } = form.formState;
  const frame = useFrame({ schema, module, isReadOnly, notes, problems: refusal.problems });
  // While it is being saved the form is not in danger: what it made may open its own page at once.
  const forgive = useDirtyMark(isDirty && !isSubmitting && !isReadOnly);

  const place = (problems: readonly Problem[], reference: string | null): void => {
    const homeless = problems.filter(({ field }) => !notes.isMounted(field));
    const placed = problems.filter((problem) => !homeless.includes(problem));
    for (const problem of placed) form.setError(problem.field ?? '', fieldErrorOf(problem));
    if (placed[0]?.field !== undefined) form.setFocus(placed[0].field);
    setRefusal({ problems: homeless, reference, takesFocus: placed.length === 0 });
  };

  const send = form.handleSubmit(
    async (input) => {
      // The resolver has just let these values through, and gave them in their parsed form.
      const output = input as z.output<Schema>;
      setRefusal(nothingRefused);
      try {
        await onSubmit(output);
        form.reset(form.getValues());
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'refused' && failure.conflict && onConflict) onConflict(failure.conflict, output);
        else if (failure.kind === 'refused') place(failure.problems, null);
        else if (failure.kind === 'offline') place([{ code: 'OFFLINE' }], null);
        else if (failure.kind === 'signed_out') place([{ code: 'UNAUTHORIZED' }], null);
        else place([{ code: 'INTERNAL' }], failure.reference);
      }
    },
    (errors) => {
      // A problem of the whole, or of a field that is not shown, would otherwise stay silent.
      const shown = problemsOfInput(schema, form.getValues()).filter(({ field }) => !notes.isMounted(field));
      const isPlaced = Object.keys(errors).some(
        (field) => notes.isMounted(field) && !shown.some((problem) => problem.field?.startsWith(`${field}.`)),
      );
      setRefusal({ problems: Object.keys(errors).length > 0 ? shown : [], reference: null, takesFocus: !isPlaced });
    },
  );

  return (
    <FormProvider {...form}>
      <FormFrameContext.Provider value={frame}>
        <FormShell
          {...props}
          form={form}
          isReadOnly={isReadOnly}
          isSubmitting={isSubmitting}
          send={() => void send()}
          forgive={forgive}
        >
          <Problems
            problems={refusal.problems}
            module={module}
            reference={refusal.reference}
            takesFocus={refusal.takesFocus}
            onClose={() => setRefusal(nothingRefused)}
          />
          {children}
        </FormShell>
      </FormFrameContext.Provider>
    </FormProvider>
  );
}

interface ShellProps {
  readonly form: UseFormReturn<FieldValues>;
  readonly module: string;
  readonly isReadOnly: boolean;
  readonly isSubmitting: boolean;
  readonly send: () => void;
  /** What was typed may be lost: nobody asks again. */
  readonly forgive: () => void;
  readonly onCancel?: (() => void) | undefined;
  readonly answer?: Answer | undefined;
  readonly isPage?: boolean | undefined;
  readonly submitLabel?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons, the keys and the reason for which it may not be changed. */
function FormShell({
  form,
  module,
  isReadOnly,
  isSubmitting,
  send,
  forgive,
  onCancel,
  answer,
  isPage = false,
  submitLabel,
  actions,
  children,
}: ShellProps) {
  const text = useText();
  const problemText = useProblemText(module);
  const leave = useLeave(form.formState.isDirty && !isReadOnly, forgive, onCancel);
  useEffect(() => {
    if (isPage) focusFirstField('main .kit-form');
  }, [isPage]);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useActions(
    useMemo<readonly Action[]>(
      () =>
        isReadOnly
          ? []
          : [
              {
                id: 'kit.form.save',
                title: 'kit.action.save',
                icon: 'save',
                shortcut: 'Ctrl+S',
                perform: () => latest.current(),
              },
            ],
      [isReadOnly],
    ),
  );
  const pressed = (event: KeyboardEvent<HTMLFormElement>): void => {
    // An open list or calendar closes first.
    const isInside = event.target instanceof Element && event.target.closest('[aria-expanded="true"]') !== null;
    if (event.key !== 'Escape' || event.defaultPrevented || isInside || !onCancel) return;
    // The same press would close the question that it opens.
    event.stopPropagation();
    void leave();
  };
  return (
    <form
      className="kit-form"
      noValidate
      onKeyDown={pressed}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReadOnly) send();
      }}
    >
      {answer?.ok === false && (
        <p className="kit-form-reason">
          <Icon name="lock" /> {answer.problems.map(problemText).join(' ')}
        </p>
      )}
      {children}
      <footer className="kit-form-footer">
        {!isReadOnly && (
          <Button
            type="primary"
            htmlType="submit"
            loading={isSubmitting}
            icon={<Icon name="save" />}
            aria-keyshortcuts="Control+S"
          >
            {submitLabel ?? text('kit.action.save')}
          </Button>
        )}
        {actions}
        {onCancel && (
          <Button onClick={() => void leave()}>{text(isReadOnly ? 'kit.action.close' : 'kit.action.cancel')}</Button>
        )}
      </footer>
    </form>
  );
}

/** Some fields under a heading, in as many columns as there is room for. */
export function FormSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <fieldset className="kit-form-section">
      {title !== undefined && <legend>{title}</legend>}
      <div className="kit-form-fields">{children}</div>
    </fieldset>
  );
}

/** The values as they stand now, for what a form shows beside its fields. @public for screens */
export function useFormValues(): Readonly<Record<string, unknown>> {
  return useWatch();
}

function useLeave(isDirty: boolean, forgive: () => void, onCancel: (() => void) | undefined): () => Promise<void> {
  const askToLeave = useAskToLeave();
  return async () => {
    if (isDirty && !(await askToLeave())) return;
    forgive();
    onCancel?.();
  };
}

function useFrame(parts: {
  readonly schema: z.ZodType;
  readonly module: string;
  readonly isReadOnly: boolean;
  readonly notes: FieldNotes;
  readonly problems: readonly Problem[];
}): FormFrame {
  const { schema, module, isReadOnly, notes, problems } = parts;
  return useMemo(
    () => ({
      module,
      isReadOnly,
      isRequired: (name) => isRequiredField(schema, name),
      mount: notes.mount,
      setInputProblem: notes.setInputProblem,
      problems,
    }),
    [schema, module, isReadOnly, notes, problems],
  );
}

/** What a field could not read comes first, then what the schema finds. */
function resolverOf(schema: z.ZodType, notes: FieldNotes): Resolver<FieldValues> {
  return (values) => {
    const problems = [...notes.unread(), ...problemsOfInput(schema, values)];
    if (problems.length > 0) return { values: {}, errors: fieldErrorsOf(problems) };
    // An object schema gives an object.
    return { values: schema.parse(values) as FieldValues, errors: {} };
  };
}
