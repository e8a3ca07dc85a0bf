import { useNavigate } from 'react-router';
import { demandHere } from '#renderer/failure.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { committeeInput } from '../../contract.ts';
import { judgeCommittee } from '../../rules/index.ts';
import { call } from '../client.ts';
import { CommitteeFields } from './committee-fields.tsx';

/** A committee is formed by its order, with its members at once. */
export default function NewCommittee() {
  const text = useText();
  const navigate = useNavigate();
  const { today } = useDesk();
  const done = useCommandDone();
  return (
    <>
      <PageHeader title={text('org.committee.new')} />
      <Form
        schema={committeeInput}
        values={{
          ...{ nameAr: '', nameCkb: null, nameEn: null, purpose: null, unitId: null },
          ...{ orderNumber: '', orderDate: today, validFrom: today, validTo: null },
          members: [{ personName: '', jobTitle: null, userId: null, seat: 'chairman' }],
        }}
        module="org"
        isPage
        onCancel={() => void navigate('/org/committees')}
        onSubmit={async (input) => {
          demandHere(judgeCommittee(input));
          const { id } = await call.committee.create(input);
          await navigate(`/org/committees/${id}`);
          await done('org.committee.create');
        }}
      >
        <CommitteeFields isNew />
      </Form>
    </>
  );
}
