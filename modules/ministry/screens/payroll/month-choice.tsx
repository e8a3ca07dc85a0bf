import { Select } from 'antd';
import type { Month } from '#kernel/date.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

interface MonthChoiceProps {
  readonly months: readonly Month[];
  readonly month: Month;
  readonly onChoose: (month: Month) => void;
}

/** One of the months in which something was paid. */
export function MonthChoice({ months, month, onChoose }: MonthChoiceProps) {
  const text = useText();
  const { month: monthName } = useDisplay();
  return (
    <Select
      value={month}
      style={{ inlineSize: 190 }}
      aria-label={text('ministry.field.month')}
      options={months.map((value) => ({ value, label: monthName(value) }))}
      onChange={onChoose}
    />
  );
}
