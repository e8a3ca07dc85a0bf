import { useText } from '#renderer/locale/text.ts';
import './loading.css';

/** The shape of what is coming, while it is being fetched. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const text = useText();
  return (
    <div className="kit-loading" role="status" aria-label={text('kit.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
