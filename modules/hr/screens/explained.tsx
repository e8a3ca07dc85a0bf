import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { Explanation } from '../contract/index.ts';
import { useLeaveNames } from './lookups.ts';

/** How a due date comes about, in a sentence: from when, how long, and each month gained or lost. */
export function useExplained(): (explained: Explanation) => string {
  const text = useText();
  const { shortDate, language } = useDisplay();
  const codeName = useLeaveNames();
  return ({ start, basisMonths, effects }) =>
    [
      text('hr.explained', { start: shortDate(start), months: basisMonths }),
      ...effects.map(({ date, cause, detail, months, days }) => {
        const params = {
          cause: [text(`hr.option.cause.${cause}`), codeName(detail)].join(' '),
          ...{ date: shortDate(date), months: Math.abs(months), days },
        };
        if (days > 0) return text('hr.explained.days', params);
        return text(months < 0 ? 'hr.explained.gain' : 'hr.explained.loss', params);
      }),
    ].join(language === 'en' ? '; ' : '؛ ');
}
