import { Alert, Button } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { AwayBy } from '../../contract/index.ts';
import { useOfficeName } from './office-name.ts';
import './handover.css';

/** Says on the page of somebody who was sent away where he is, and why nothing can be written here. */
export function AwayBanner({ handover }: { readonly handover: AwayBy }) {
  const text = useText();
  const navigate = useNavigate();
  const { may } = useDesk();
  const office = useOfficeName()(handover);
  const hasMoved = handover.state === 'accepted' || handover.state === 'recallDenied';
  const words = hasMoved ? 'moved' : handover.state === 'refused' ? 'refused' : 'away';
  return (
    <Alert
      className="hr-handover-banner"
      type={hasMoved ? 'info' : 'warning'}
      showIcon
      title={text(`hr.handover.banner.${words}`, { office })}
      action={
        may('hr.handover.view') && (
          <Button size="small" onClick={() => void navigate(`/hr/handovers/${handover.id}`)}>
            {text('hr.handover.banner.open')}
          </Button>
        )
      }
    />
  );
}
