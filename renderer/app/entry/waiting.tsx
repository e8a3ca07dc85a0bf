import './entry.css';

/** Something is being fetched that the whole window waits for. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="entry entry-waiting" role="status">
      {label}
    </div>
  );
}
