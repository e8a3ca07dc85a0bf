import { useState } from 'react';
import { Parts } from '#renderer/desk/parts.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { RunDetail } from '../../contract/index.ts';
import { ChangedComponents, ChangedPeople } from './last-month.tsx';
import { OldSheet } from './old-sheet.tsx';

/** A run against the month before, and against the sheet of the system that was used before. */
export default function ComparisonTab({ run }: { readonly run: RunDetail }) {
  const text = useText();
  const [part, setPart] = useState('people');
  return (
    <Parts
      label={text('payroll.compare.title')}
      current={part}
      onChange={setPart}
      parts={[
        { key: 'people', label: text('payroll.compare.people'), content: <ChangedPeople run={run} /> },
        { key: 'components', label: text('payroll.compare.byComponent'), content: <ChangedComponents run={run} /> },
        { key: 'oldSheet', label: text('payroll.compare.oldSheet'), content: <OldSheet run={run} /> },
      ]}
    />
  );
}
