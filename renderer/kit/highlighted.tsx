import { Fragment } from 'react';
import { highlight } from '#kernel/text/highlight.ts';

/** A text in which the words of a search are marked, whatever way they are spelled. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  if (query.trim() === '') return text;
  const matches = highlight(text, query);
  if (matches.length === 0) return text;
  let end = 0;
  return (
    <>
      {matches.map((match) => {
        const between = text.slice(end, match.start);
        end = match.end;
        return (
          <Fragment key={match.start}>
            {between}
            <mark className="kit-mark">{text.slice(match.start, match.end)}</mark>
          </Fragment>
        );
      })}
      {text.slice(end)}
    </>
  );
}
