import { useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { HealthReason } from '../../contract/index.ts';
import { useSpans } from './spans.ts';

interface ReasonText {
  /** What is wrong, in a sentence. */
  readonly what: (reason: HealthReason) => string;
  /** What to do about it. */
  readonly advice: (reason: HealthReason) => string;
}

export function useReasonText(): ReasonText {
  const text = useText();
  const { moment, number, digits, list } = useDisplay();
  const { span } = useSpans();
  return useMemo(
    () => ({
      what: ({ code, server, at, milliseconds, percent, count, values }) =>
        text(`ministry.health.reason.${code}`, {
          ...(server !== undefined && { server }),
          ...(at !== undefined && { at: moment(at) }),
          ...(milliseconds !== undefined && { span: span(milliseconds) }),
          ...(percent !== undefined && { percent: number(percent) }),
          ...(count !== undefined && { number: number(count) }),
          ...(values && { values: list(values.map((value) => isolated(digits(value)))) }),
        }),
      advice: ({ code }) => text(`ministry.health.advice.${code}`),
    }),
    [text, moment, number, digits, list, span],
  );
}

/** Names and versions run from the left, whatever is written around them. */
const isolated = (value: string): string => `\u2066${value}\u2069`;
