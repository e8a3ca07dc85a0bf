import { useSearchParams } from 'react-router';
import { Parts } from '#renderer/desk/parts.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { HandoverGrid } from './handover-grid.tsx';

const HEIGHT = 'calc(100dvh - 224px)';

/** The employees on their way between this office and others. */
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
        ]}
      />
    </>
  );
}
