import { useDisplay } from '#renderer/locale/display.tsx';
import './together.css';

/** How many there are of each kind, in one line. All already translated. */
export function Counts({ counts }: { readonly counts: readonly { readonly label: string; readonly count: number }[] }) {
  const { number } = useDisplay();
  return (
    <div role="status">
      <dl className="hr-together-counts">
        {counts.map(({ label, count }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi>{number(count)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
