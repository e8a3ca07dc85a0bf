import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { useTree } from '#modules/structure/screens/for-others.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Loading } from '#renderer/kit/loading.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { governorates, type OfficeProposalDetail } from '../../contract/index.ts';
import { useAnswering } from '../answering/answers.tsx';
import { call, query } from '../client.ts';

interface AcceptOfficeProps {
  readonly proposal: OfficeProposalDetail;
  readonly onClose: () => void;
}

/** Brings the register to what is proposed; of a new office its governorate is written with it. */
export function AcceptOffice(props: AcceptOfficeProps) {
  const { may } = useDesk();
  const { change, standsAs } = props.proposal;
  if (change !== 'add' || standsAs !== null) return <Accept {...props} isRegistering={false} beginsIn={null} />;
  return may('ministry.office.view') ? <AcceptNew {...props} /> : <Accept {...props} isRegistering beginsIn={null} />;
}

/** The governorate of a new office is mostly that of the one above it. */
function AcceptNew(props: AcceptOfficeProps) {
  const above = props.proposal.proposed?.parentOffice ?? null;
  const { data, isLoading } = useQuery(
    query.office.get.queryOptions({ input: { office: above ?? 0 }, enabled: above !== null }),
  );
  if (isLoading) return <Loading lines={3} />;
  const beginsIn = governorates.find((each) => each === data?.governorate) ?? null;
  return <Accept {...props} isRegistering beginsIn={beginsIn} />;
}

const form = z.object({ governorate: z.enum(governorates).nullable() });

function Accept(
  props: AcceptOfficeProps & {
    readonly isRegistering: boolean;
    readonly beginsIn: z.output<typeof form>['governorate'];
  },
) {
  const text = useText();
  const navigate = useNavigate();
  const done = useCommandDone();
  const answering = useAnswering();
  const { may } = useDesk();
  const { proposal, onClose, isRegistering, beginsIn } = props;
  const { office, id, revision, nameAr, change, standsAs } = proposal;
  const what = standsAs === null ? (change ?? 'reword') : 'stands';
  return (
    <Dialog title={text('ministry.proposal.acceptAsk', { title: nameAr })} onClose={onClose}>
      <Form
        schema={form}
        values={{ governorate: beginsIn }}
        module="ministry"
        submitLabel={text('ministry.proposal.accept')}
        onCancel={onClose}
        onSubmit={async (input) => {
          const { about } = await answering(() => call.officeProposal.accept({ office, id, revision, ...input }));
          onClose();
          await done('ministry.officeProposal.accept');
          if (isRegistering && may('ministry.office.view')) void navigate(`/ministry/offices/${about}`);
        }}
      >
        <p>{text(`ministry.officeProposal.accept.${what}`)}</p>
        {what === 'close' && proposal.aboutOffice !== null && <Closed office={proposal.aboutOffice} />}
        {isRegistering && (
          <FormSection>
            <SelectField
              name="governorate"
              span={3}
              options={governorates.map((value) => ({ value, label: text(`ministry.governorate.${value}`) }))}
              hint={text('ministry.officeProposal.governorateHint')}
            />
          </FormSection>
        )}
      </Form>
    </Dialog>
  );
}

/** What a closing leaves behind: the offices below it, and the PCs, which only whoever sees the register is told. */
function Closed({ office }: { readonly office: number }) {
  const text = useText();
  const { may } = useDesk();
  const { offices } = useTree();
  const { data } = useQuery(
    query.office.get.queryOptions({ input: { office }, enabled: may('ministry.office.view'), throwOnError: false }),
  );
  const below = offices.filter(({ parentOffice, isClosed }) => parentOffice === office && !isClosed).length;
  return (
    <ul>
      <li>{text('ministry.officeProposal.closing.below', { count: below })}</li>
      {data && (
        <li>
          {text('ministry.officeProposal.closing.devices', {
            count: data.devices.filter(({ revokedAt }) => revokedAt === null).length,
          })}
        </li>
      )}
    </ul>
  );
}
