import type { ReactNode } from 'react';
import './facts.css';

/** Names beside values, both as a person reads them; `isWide` sets them in columns on paper of their own. */
export function Facts(props: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
  readonly isWide?: boolean;
}) {
  return (
    <dl className={props.isWide === true ? 'kit-facts kit-facts-wide' : 'kit-facts'}>
      {props.facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
