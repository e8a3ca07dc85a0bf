import { useDisplay } from '#renderer/locale/display.tsx';
import './together.css';

/** How many there are of each kind, in one line. All already translated. */
export function Counts({ counts }: { readonly counts: readonly { readonly label: string; readonly count: number }[] }) {
  const { number } = useDisplay();
  return (
    <dl className="hr-together-counts" role="status">
      {counts.map(({ label, count }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{number(count)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
