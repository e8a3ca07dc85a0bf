import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ActionButton, useActions, type Action } from './actions.tsx';
import { Icon } from './icon.tsx';
import './page-header.css';

export interface PageHeaderProps {
  /** Already translated. */
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** A StatusTag, for instance. */
  readonly status?: ReactNode;
  readonly back?: { readonly label: string; readonly perform: () => void };
  /** Shown as buttons, reachable by their shortcuts, and found by the palette. */
  readonly actions?: readonly Action[];
  /** Whose texts explain why an action is refused. */
  readonly module?: string;
}

const noActions: readonly Action[] = [];

/** The head of a page: what it shows, in which state, and what can be done. */
export function PageHeader({ title, subtitle, status, back, actions = noActions, module }: PageHeaderProps) {
  useActions(actions);
  return (
    <header className="kit-page-header">
      {back && (
        <Button
          type="text"
          aria-label={back.label}
          title={back.label}
          icon={<Icon name="back" />}
          onClick={back.perform}
        />
      )}
      <div className="kit-page-title">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {subtitle !== undefined && <span className="kit-soft">{subtitle}</span>}
      </div>
      {status}
      <span className="kit-grow" />
      <div className="kit-row">
        {actions.map((action) => (
          <ActionButton key={action.id} action={action} {...(module !== undefined && { module })} />
        ))}
      </div>
    </header>
  );
}
