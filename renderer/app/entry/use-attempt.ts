import { useState } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { failureOf, type Failure } from '#renderer/failure.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';

interface Attempt {
  readonly isBusy: boolean;
  /** What was refused and belongs to no field. */
  readonly lines: readonly string[];
  /** What was refused about one field. */
  readonly errorOf: (field: string) => string | undefined;
  /** Runs the work, keeps what went wrong with it, and answers the same; null when it went well. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<Failure | null>;
  /** Shows problems that were found before asking. */
  readonly refuse: (problems: readonly Problem[]) => void;
}

/** One button that asks the office for something: busy while it waits, and the reasons when it is refused. */
export function useAttempt(fields: readonly string[] = []): Attempt {
  const text = useText();
  const problemText = useProblemText('platform');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const problems = failure?.kind === 'refused' ? failure.problems : [];
  const isAtField = (problem: Problem): boolean => problem.field !== undefined && fields.includes(problem.field);

  return {
    isBusy,
    lines: failure ? linesOf(failure, (problem) => !isAtField(problem), { text, problemText }) : [],
    errorOf: (field) => {
      const problem = problems.find((each) => each.field === field && isAtField(each));
      return problem && problemText(problem);
    },
    refuse: (found) => setFailure({ kind: 'refused', problems: found, conflict: null }),
    attempt: async (work) => {
      setIsBusy(true);
      try {
        await work();
        setFailure(null);
        return null;
      } catch (error) {
        const found = failureOf(error);
        setFailure(found);
        return found;
      } finally {
        setIsBusy(false);
      }
    },
  };
}

function linesOf(
  failure: Failure,
  isShown: (problem: Problem) => boolean,
  words: { readonly text: ReturnType<typeof useText>; readonly problemText: (problem: Problem) => string },
): readonly string[] {
  const { text, problemText } = words;
  switch (failure.kind) {
    case 'refused':
      return failure.problems.filter(isShown).map(problemText);
    case 'signed_out':
      return [text('platform.problem.UNAUTHORIZED')];
    case 'offline':
      return [text('platform.failure.offline')];
    case 'bug':
      return [
        text('platform.failure.bug'),
        ...(failure.reference === null ? [] : [text('platform.failure.reference', { reference: failure.reference })]),
      ];
  }
}
