import type { Problem } from '#kernel/verdict.ts';

/** What the fields of one form tell it: that they are on the screen, and what they could not read. */
export interface FieldNotes {
  readonly mount: (name: string) => () => void;
  readonly isMounted: (name: string | undefined) => boolean;
  readonly setInputProblem: (name: string, problem: Problem | null) => void;
  readonly unread: () => readonly Problem[];
}

export function createFieldNotes(): FieldNotes {
  const mounted = new Set<string>();
  const inputProblems = new Map<string, Problem>();
  return {
    mount(name) {
      mounted.add(name);
      return () => {
        mounted.delete(name);
        inputProblems.delete(name);
      };
    },
    isMounted: (name) => name !== undefined && mounted.has(name),
    setInputProblem(name, problem) {
      if (problem) inputProblems.set(name, problem);
      else inputProblems.delete(name);
    },
    unread: () => [...inputProblems].map(([field, problem]) => ({ ...problem, field })),
  };
}
