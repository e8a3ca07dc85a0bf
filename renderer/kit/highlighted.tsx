import { Fragment } from 'react';
import { highlight } from '#kernel/text/highlight.ts';

/** A text in which the words of a search are marked, whatever way they are spelled. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  if (query.trim() === '') return text;
  const matches = highlight(text, query);
  if (matches.length === 0) return text;
  return (
    <>
      {matches.map(({ start, end }, index) => (
        <Fragment key={start}>
          {text.slice(matches[index - 1]?.end ?? 0, start)}
          <mark className="kit-mark">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(matches.at(-1)?.end ?? 0)}
    </>
  );
}
