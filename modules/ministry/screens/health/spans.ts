import { useMemo } from 'react';
import { durationText } from '#renderer/locale/duration.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface Spans {
  /** A span of milliseconds in the units by which a person thinks of it. */
  readonly span: (milliseconds: number) => string;
  /** A figure that may not be known. */
  readonly orUnknown: (value: number | null, say: (value: number) => string) => string;
}

/** How the page of health writes what it knows and what it does not. */
export function useSpans(): Spans {
  const text = useText();
  const { number } = useDisplay();
  return useMemo(
    () => ({
      span: (milliseconds) => {
        if (milliseconds < SECOND) return text('ministry.health.milliseconds', { number: number(milliseconds) });
        if (milliseconds >= MINUTE) return durationText(milliseconds / SECOND, text);
        return text('ministry.health.seconds', { number: number(Math.round(milliseconds / 100) / 10) });
      },
      orUnknown: (value, say) => (value === null ? text('ministry.health.unknown') : say(value)),
    }),
    [text, number],
  );
}
