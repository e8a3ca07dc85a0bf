import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { useFieldLabel, useProblemText, useText } from '#renderer/locale/text.ts';
import { Icon } from './icon.tsx';
import './problems.css';

export interface ProblemsProps {
  readonly problems: readonly Problem[];
  /** Whose texts are looked at first. */
  readonly module?: string;
  /** The number that support can find the fault by, when it was one. */
  readonly reference?: string | null;
  readonly onClose?: () => void;
  /** Where the hand goes on from here: nothing else on the screen says what was refused. */
  readonly takesFocus?: boolean;
}

/** Why something was refused, in sentences that say what to do. */
export function Problems({ problems, module = 'kit', reference, onClose, takesFocus = false }: ProblemsProps) {
  const place = useRef<HTMLDivElement>(null);
  const text = useText();
  const problemText = useProblemText(module);
  const fieldLabel = useFieldLabel(module);
  useEffect(() => {
    if (problems.length === 0) return;
    // A long form is saved from its end: what was refused is never out of sight.
    if (takesFocus) place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [problems, takesFocus]);
  if (problems.length === 0) return null;
  return (
    <div ref={place} className="kit-problems" role="alert" tabIndex={-1}>
      <Icon name="warning" />
      <ul>
        {problems.map((problem, index) => (
          <li key={`${problem.code} ${problem.field ?? ''} ${index}`}>
            {problem.field !== undefined && <strong>{fieldLabel(problem.field)}: </strong>}
            {problemText(problem)}
          </li>
        ))}
        {reference != null && (
          <li>
            {text('kit.problems.reference')} <bdi className="kit-ltr">{reference}</bdi>
          </li>
        )}
      </ul>
      {onClose && (
        <Button
          type="text"
          size="small"
          aria-label={text('kit.action.close')}
          icon={<Icon name="close" />}
          onClick={onClose}
        />
      )}
    </div>
  );
}
