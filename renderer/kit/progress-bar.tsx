import { Button } from 'antd';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import './progress-bar.css';

export interface ProgressBarProps {
  readonly label: string;
  /** From 0 to 1, or null while nobody knows how much there is. */
  readonly value: number | null;
  readonly onCancel?: () => void;
}

/** How far a long work has come, and the way to stop it. */
export function ProgressBar({ label, value, onCancel }: ProgressBarProps) {
  const text = useText();
  const writer = useDisplay();
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className="kit-progress">
      <span>{label}</span>
      <progress aria-label={label} max={100} {...(percent !== null && { value: percent })} />
      {percent !== null && <bdi>{writer.digits(`${percent}%`)}</bdi>}
      {onCancel && (
        <Button size="small" onClick={onCancel}>
          {text('kit.action.cancel')}
        </Button>
      )}
    </div>
  );
}
