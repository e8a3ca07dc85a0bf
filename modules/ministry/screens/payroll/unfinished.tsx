import { Alert } from 'antd';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { OpenOffice } from '../../contract/index.ts';

const NAMED = 5;

/** Whose pay of the month is still to come: the figures below lack it. */
export function Unfinished({ offices }: { readonly offices: readonly OpenOffice[] }) {
  const text = useText();
  const { number } = useDisplay();
  if (offices.length === 0) return null;
  const names = offices.slice(0, NAMED).map(({ office, officeName }) => officeName ?? number(office));
  const more =
    offices.length > NAMED ? [text('ministry.payroll.moreOffices', { number: number(offices.length - NAMED) })] : [];
  const list = [...names, ...more].join('، ');
  return (
    <Alert
      type="warning"
      showIcon
      title={text('ministry.payroll.unfinished', { number: number(offices.length), names: list })}
    />
  );
}
