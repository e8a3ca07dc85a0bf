import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import type { Answer } from '#modules/contract.ts';
import { failureOf } from '#renderer/failure.ts';
import { ConflictView } from '#renderer/kit/conflict-view.tsx';
import { setDirty } from '#renderer/kit/form/dirty.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { useCommand, useCommandDone } from './use-command.ts';

/** One field as the conflict view compares it. */
export interface ComparedField {
  readonly key: string;
  readonly kind: 'text' | 'date' | 'boolean' | 'money' | 'number' | 'json' | 'id';
  /** Says a value that is no plain word, such as a list of people or the id of a unit. */
  readonly say?: (value: unknown) => string;
}

type Shown = Readonly<Record<string, unknown>> & { readonly id: string; readonly revision: number };

interface EditFormProps<Schema extends z.ZodObject> {
  readonly schema: Schema;
  readonly module: string;
  readonly record: Shown;
  readonly answer: Answer;
  readonly compared: readonly ComparedField[];
  /** Asks for the record as it stands now, in the shape of `record`: what a colleague made of it. */
  readonly latest: () => Promise<Shown>;
  /** Sends the change against this revision of the record. */
  readonly send: (output: z.output<Schema>, revision: number) => Promise<unknown>;
  /** The command that `send` runs. */
  readonly command: string;
  readonly onSaved: () => void;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

interface Clash<Output> {
  readonly theirs: Shown;
  readonly mine: Output;
}

/**
 * The form of a record that is there already. When somebody else saved first, both versions are laid side by side and
 * the merged one is saved over the newer revision.
 */
export function EditForm<Schema extends z.ZodObject>(props: EditFormProps<Schema>) {
  const { schema, module, record, compared } = props;
  const done = useCommandDone();
  const run = useCommand(module);
  const [clash, setClash] = useState<Clash<z.output<Schema>> | null>(null);
  const [isSending, setIsSending] = useState(false);
  useHeld(isSending);
  const values = pick(record, Object.keys(schema.shape));
  const save = async (output: z.output<Schema>, revision: number): Promise<void> => {
    setIsSending(true);
    try {
      await props.send(output, revision);
    } finally {
      setIsSending(false);
    }
    setClash(null);
    props.onSaved();
    await done(props.command);
  };
  const compare = (mine: z.output<Schema>): void =>
    void run(async () => setClash({ theirs: await props.latest(), mine }));
  const resolve = async (mine: z.output<Schema>, revision: number): Promise<void> => {
    try {
      await save(mine, revision);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || failure.conflict === null) throw error;
      compare(mine);
    }
  };
  return (
    <>
      {clash && (
        <ConflictView
          module={module}
          mine={pick(clash.mine, Object.keys(schema.shape))}
          key={clash.theirs.revision}
          theirs={pick(clash.theirs, Object.keys(schema.shape))}
          base={values}
          fields={[...compared]}
          onResolve={(merged) => void run(() => resolve(schema.parse(merged), clash.theirs.revision))}
          onCancel={() => setClash(null)}
        />
      )}
      {/* Hidden, not gone: who cancels finds what he typed, and who leaves meanwhile is asked first. */}
      <div hidden={clash !== null}>
        <Form
          key={`${record.id} ${record.revision}`}
          schema={schema}
          values={values}
          module={module}
          answer={props.answer}
          onSubmit={(output) => save(output, record.revision)}
          onConflict={(_, mine) => compare(mine)}
          actions={props.actions}
        >
          {props.children}
        </Form>
      </div>
    </>
  );
}

/**
 * A form that is being saved counts as clean. Here it must not: a colleague's version that arrives meanwhile would take
 * its place, and what was typed would be gone when the answer is a conflict.
 */
function useHeld(isSending: boolean): void {
  const owner = useRef({});
  useEffect(() => {
    const mine = owner.current;
    setDirty(mine, isSending);
    return () => setDirty(mine, false);
  }, [isSending]);
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  const known = new Map<string, unknown>(Object.entries(from));
  return Object.fromEntries(keys.map((key) => [key, known.get(key) ?? null]));
}
