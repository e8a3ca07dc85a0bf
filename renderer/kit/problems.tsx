import { Button } from 'antd';
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
}

/** Why something was refused, in sentences that say what to do. */
export function Problems({ problems, module = 'kit', reference, onClose }: ProblemsProps) {
  const text = useText();
  const problemText = useProblemText(module);
  const fieldLabel = useFieldLabel(module);
  if (problems.length === 0) return null;
  return (
    <div className="kit-problems" role="alert">
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
