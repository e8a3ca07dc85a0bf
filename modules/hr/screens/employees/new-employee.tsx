import { demandHere } from '#renderer/failure.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { newEmployeeInput } from '../../contract/index.ts';
import { judgePapers, plainPapers } from '../../rules/papers.ts';
import { call } from '../client.ts';
import { EmployeeFields } from './employee-fields.tsx';
import { Likeness } from './likeness.tsx';

const blank = Object.fromEntries(Object.keys(newEmployeeInput.shape).map((key) => [key, null]));

/** A new file: the names, the number, the papers. The place on the scale comes with an order. */
export function NewEmployee(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const { today } = useDesk();
  const done = useCommandDone();
  return (
    <SideDrawer isOpen={props.isOpen} title={text('hr.employee.new')} width={860} onClose={props.onClose}>
      {props.isOpen && (
        <Form
          schema={newEmployeeInput}
          values={{
            ...blank,
            ...{ firstName: '', fatherName: '', grandfatherName: '' },
            ...{ isBirthDayAssumed: false, isOtherPerson: false, employmentKind: 'PERMANENT' },
          }}
          module="hr"
          onCancel={props.onClose}
          onSubmit={async (input) => {
            demandHere(judgePapers(plainPapers(input), today));
            const { id } = await call.employee.create(input);
            props.onMade(id);
            await done('hr.employee.create');
          }}
        >
          <Likeness />
          <EmployeeFields isNew />
        </Form>
      )}
    </SideDrawer>
  );
}
