import { ActionButton, type Action } from './actions.tsx';
import { Icon, type IconName } from './icon.tsx';
import './empty-state.css';

export interface EmptyStateProps {
  readonly title: string;
  /** What the user can do about it. */
  readonly hint?: string;
  readonly icon?: IconName;
  readonly action?: Action;
}

/** Nothing is here yet: says so, and what to do. */
export function EmptyState({ title, hint, icon = 'folder', action }: EmptyStateProps) {
  return (
    <div className="kit-empty" role="status">
      <Icon name={icon} size={36} />
      <strong>{title}</strong>
      {hint !== undefined && <p>{hint}</p>}
      {action && <ActionButton action={action} />}
    </div>
  );
}
