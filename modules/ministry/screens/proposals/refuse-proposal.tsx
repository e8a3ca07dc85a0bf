import { useText } from '#renderer/locale/text.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import type { ProposalDetail } from '../../contract.ts';
import { call } from '../client.ts';

/** Refuses a proposal; the office reads the reason. */
export function RefuseProposal(props: { readonly proposal: ProposalDetail; readonly onClose: () => void }) {
  const text = useText();
  const { office, id, revision, titleAr } = props.proposal;
  return (
    <ReasonDialog
      title={text('ministry.proposal.refuseOf', { title: titleAr })}
      label={text('ministry.field.reason')}
      submitLabel={text('ministry.proposal.refuse')}
      module="ministry"
      maxLength={500}
      command="ministry.proposal.refuse"
      send={(reason) => call.proposal.refuse({ office, id, revision, reason })}
      onClose={props.onClose}
    />
  );
}
