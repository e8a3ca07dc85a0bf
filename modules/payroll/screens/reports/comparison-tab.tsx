import { useState } from 'react';
import { Parts } from '#renderer/desk/parts.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { LastMonth } from './last-month.tsx';
import { OldSheet } from './old-sheet.tsx';

/** A run against the month before, and against the sheet of the system that was used before. */
export default function ComparisonTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const [part, setPart] = useState('lastMonth');
  return (
    <Parts
      label={text('payroll.compare.title')}
      current={part}
      onChange={setPart}
      parts={[
        { key: 'lastMonth', label: text('payroll.compare.lastMonth'), content: <LastMonth run={run} /> },
        { key: 'oldSheet', label: text('payroll.compare.oldSheet'), content: <OldSheet run={run} /> },
      ]}
    />
  );
}
