import { Alert } from 'antd';
import { useText } from '#renderer/locale/text.ts';
import type { DoubleFileNotice } from '../../contract/index.ts';
import { useOfficeName } from '../handover/office-name.ts';
import '../handover/handover.css';

/** Says on somebody's page that another office has a file of him too, and which of the two stays. */
export function DoubleFileBanner({ notice }: { readonly notice: DoubleFileNotice }) {
  const text = useText();
  const office = useOfficeName()(notice);
  return (
    <Alert
      className="hr-handover-banner"
      type={notice.state === 'toClose' ? 'warning' : 'info'}
      showIcon
      title={text(`hr.doubleFile.banner.${notice.state}`, { office, reason: notice.reason })}
    />
  );
}
