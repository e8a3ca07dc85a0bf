import { useState } from 'react';
import type { OfficeState } from '#office/contract/index.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import { FetchProgress } from './fetch-progress.tsx';
import { Join } from './join.tsx';

/** While the office is fetched: how far it is; and where it cannot be, why, and the way to another invitation. */
export function Joining({ joining }: { readonly joining: NonNullable<OfficeState['joining']> }) {
  const text = useText();
  const problemText = useProblemText('platform');
  const [isAsking, setIsAsking] = useState(false);
  const { problem } = joining;
  if (isAsking) return <Join back={() => setIsAsking(false)} />;
  return (
    <FetchProgress joining={joining}>
      {problem !== null && (
        <>
          <p role="alert">{problemText({ code: problem })}</p>
          <button type="button" className="entry-plain" onClick={() => setIsAsking(true)}>
            {text('platform.join.other')}
          </button>
        </>
      )}
    </FetchProgress>
  );
}
