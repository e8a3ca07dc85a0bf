import { useSearchParams } from 'react-router';
import { Parts } from '#renderer/desk/parts.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { DoubleFileGrid } from '../double-files/double-file-grid.tsx';
import { HandoverGrid } from './handover-grid.tsx';

const HEIGHT = 'calc(100dvh - 224px)';

/** The employees on their way between this office and others, and those whom another one has in its files too. */
export default function HandoverPage() {
  const text = useText();
  const [params, setParams] = useSearchParams();
  const part = params.get('part') ?? 'in';
  return (
    <>
      <PageHeader title={text('hr.handover.title')} actions={[]} module="hr" />
      <Parts
        label={text('hr.handover.title')}
        current={part}
        onChange={(key) => setParams({ part: key }, { replace: true })}
        parts={[
          {
            ...{ key: 'in', label: text('hr.handover.incoming') },
            content: part === 'in' && <HandoverGrid direction="in" height={HEIGHT} />,
          },
          {
            ...{ key: 'out', label: text('hr.handover.outgoing') },
            content: part === 'out' && <HandoverGrid direction="out" height={HEIGHT} />,
          },
          {
            ...{ key: 'double', label: text('hr.doubleFile.part') },
            content: part === 'double' && <DoubleFileGrid height={HEIGHT} />,
          },
        ]}
      />
    </>
  );
}
