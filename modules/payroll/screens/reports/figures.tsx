import type { Money } from '#kernel/money.ts';
import { Amount } from '#renderer/kit/hide-amounts.tsx';
import './reports.css';

/** Some sums beside each other, each under its name, which is already translated. */
export function Figures({
  figures,
}: {
  readonly figures: readonly { readonly label: string; readonly amount: number }[];
}) {
  return (
    <dl className="pay-sums">
      {figures.map(({ label, amount }) => (
        <div key={label} className="kit-card">
          <dt className="kit-soft">{label}</dt>
          <dd>
            {/* The office gave it as whole dinars. */}
            <Amount value={amount as Money} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
