import { all } from '#kernel/verdict.ts';
import { demandHere } from '#renderer/failure.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { newUserInput } from '../../contract.ts';
import { judgePassword, judgeUserName } from '../../rules/index.ts';
import { call } from '../client.ts';
import { UserFields } from './user-fields.tsx';

/** A new user with his first password, which he must change. */
export function NewUser(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const done = useCommandDone();
  return (
    <SideDrawer isOpen={props.isOpen} title={text('org.user.new')} width={760} onClose={props.onClose}>
      {props.isOpen && (
        <Form
          schema={newUserInput}
          values={{
            ...{ userName: '', nameAr: '', nameCkb: null, nameEn: null, jobTitle: null },
            ...{ unitId: null, language: 'ar', password: '' },
          }}
          module="org"
          onCancel={props.onClose}
          onSubmit={async (input) => {
            demandHere(all(judgeUserName(input.userName), judgePassword(input.password, input)));
            const { id } = await call.user.create(input);
            props.onMade(id);
            await done('org.user.create');
          }}
        >
          <UserFields isNew />
        </Form>
      )}
    </SideDrawer>
  );
}
