import { createContext, useContext } from 'react';
import type { Problem } from '#kernel/verdict.ts';

/** What the fields of a form know about it. */
export interface FormFrame {
  readonly module: string;
  readonly isReadOnly: boolean;
  /** Must this field hold something? By the schema. */
  readonly isRequired: (name: string) => boolean;
  /** A field on the screen says its name, so that the office's problems find it. */
  readonly mount: (name: string) => () => void;
  /** What a field could not read of what was typed; it comes before what the schema says. */
  readonly setInputProblem: (name: string, problem: Problem | null) => void;
  /** What was refused and no field has taken, such as `lines.2.grade`: a grid marks the cells that are its own. */
  readonly problems: readonly Problem[];
}

export const FormFrameContext = createContext<FormFrame | null>(null);

export function useFormFrame(): FormFrame {
  const frame = useContext(FormFrameContext);
  if (!frame) throw new Error('A field stands inside a Form.');
  return frame;
}
