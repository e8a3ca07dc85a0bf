import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import type { Answer } from '#modules/contract.ts';
import { failureOf } from '#renderer/failure.ts';
import { ConflictView } from '#renderer/kit/conflict-view.tsx';
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
  const values = pick(record, Object.keys(schema.shape));
  const save = async (output: z.output<Schema>, revision: number): Promise<void> => {
    try {
      await props.send(output, revision);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || failure.conflict === null) throw error;
      setClash({ theirs: await props.latest(), mine: output });
      return;
    }
    setClash(null);
    props.onSaved();
    await done(props.command);
  };
  if (clash) {
    return (
      <ConflictView
        module={module}
        mine={pick(clash.mine, Object.keys(schema.shape))}
        key={clash.theirs.revision}
        theirs={pick(clash.theirs, Object.keys(schema.shape))}
        base={values}
        fields={[...compared]}
        onResolve={(merged) => void run(() => save(schema.parse(merged), clash.theirs.revision))}
        onCancel={() => setClash(null)}
      />
    );
  }
  return (
    <Form
      key={record.revision}
      schema={schema}
      values={values}
      module={module}
      answer={props.answer}
      onSubmit={(output) => save(output, record.revision)}
      actions={props.actions}
    >
      {props.children}
    </Form>
  );
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  const known = new Map<string, unknown>(Object.entries(from));
  return Object.fromEntries(keys.map((key) => [key, known.get(key) ?? null]));
}
