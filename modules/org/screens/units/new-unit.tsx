import { all } from '#kernel/verdict.ts';
import { demandHere } from '#renderer/failure.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { unitInput } from '../../contract.ts';
import { judgePeriod, judgePlace } from '../../rules/index.ts';
import { call } from '../client.ts';
import { useUnits } from '../lookups.ts';
import { UnitFields } from './unit-fields.tsx';

/** The form of a unit that is being established. */
export function NewUnit(props: {
  readonly isOpen: boolean;
  readonly parentId: string | null;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const done = useCommandDone();
  const { today } = useDesk();
  const units = useUnits();
  return (
    <SideDrawer isOpen={props.isOpen} title={text('org.unit.new')} width={760} onClose={props.onClose}>
      {props.isOpen && (
        <Form
          schema={unitInput}
          values={{
            ...{ code: '', type: 'section', parentId: props.parentId, nameAr: '', nameCkb: null, nameEn: null },
            ...{ validFrom: today, validTo: null, isPayingEntity: false },
          }}
          module="org"
          onCancel={props.onClose}
          onSubmit={async (input) => {
            const parent = units.find(({ id }) => id === input.parentId) ?? null;
            demandHere(all(judgePeriod(input), judgePlace(input, parent)));
            const { id } = await call.unit.create(input);
            props.onMade(id);
            await done('org.unit.create');
          }}
        >
          <UnitFields isNew />
        </Form>
      )}
    </SideDrawer>
  );
}
