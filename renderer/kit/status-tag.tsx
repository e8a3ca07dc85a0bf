import './status-tag.css';

export type StatusTone = 'good' | 'busy' | 'warn' | 'bad' | 'plain';

/** A state in a word; the colour repeats what the word says. */
export function StatusTag({ tone, children }: { tone: StatusTone; children: string }) {
  return <span className={`kit-tag kit-tag-${tone}`}>{children}</span>;
}
