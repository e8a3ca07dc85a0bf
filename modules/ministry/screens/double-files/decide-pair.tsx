import { useText } from '#renderer/locale/text.ts';
import { ReasonDialog } from '#renderer/record/reason-dialog.tsx';
import type { DoubleFileRow } from '../../contract/index.ts';
import { call } from '../client.ts';
import { useOfficeName } from './side-words.ts';

/** Decides on two files; both offices read the reason. */
export function DecidePair(props: {
  readonly pair: DoubleFileRow;
  /** The office whose file stays; null for two persons. */
  readonly keepsOffice: number | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const officeName = useOfficeName();
  const { pair, keepsOffice } = props;
  const looked = ({ office, employeeId, mark }: DoubleFileRow['first']) => ({ office, employeeId, mark });
  const kept = pair.first.office === keepsOffice ? pair.first : pair.second;
  const name = pair.first.fullName;
  return (
    <ReasonDialog
      title={
        keepsOffice === null
          ? text('ministry.doubleFile.twoOf', { name })
          : text('ministry.doubleFile.keepOf', { name, office: officeName(kept) })
      }
      label={text('ministry.field.reason')}
      submitLabel={text('ministry.doubleFile.submit')}
      hint={text('ministry.doubleFile.final')}
      module="ministry"
      maxLength={500}
      command="ministry.doubleFile.decide"
      send={(reason) =>
        call.doubleFile.decide({ first: looked(pair.first), second: looked(pair.second), keepsOffice, reason })
      }
      onClose={props.onClose}
    />
  );
}
