import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { monthOf } from '#kernel/date.ts';
import { packageDraft, type PackageRow } from '../contract/index.ts';
import { call } from './client.ts';
import { PackageFields } from './package-fields.tsx';

/** A new draft: it begins with the rules of a package that is there. */
export function DraftPackage(props: {
  readonly packages: readonly PackageRow[];
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}) {
  const text = useText();
  const { month } = useDisplay();
  const { today } = useDesk();
  const done = useCommandDone();
  const { packages } = props;
  const latest = packages.find(({ state }) => state === 'published') ?? packages[0];
  return (
    <SideDrawer isOpen title={text('regulation.package.new')} width={640} onClose={props.onClose}>
      <Form
        schema={packageDraft}
        values={{ fromId: latest?.id ?? null, titleAr: '', firstMonth: monthOf(today), note: null }}
        module="regulation"
        onCancel={props.onClose}
        onSubmit={async (input) => {
          const { id } = await call.package.draft(input);
          props.onMade(id);
          await done('regulation.package.draft');
        }}
      >
        <FormSection>
          <SelectField
            name="fromId"
            span={3}
            options={packages.map(({ id, titleAr, version, firstMonth }) => ({
              value: id,
              label: text('regulation.package.line', { title: titleAr, version, month: month(firstMonth) }),
            }))}
          />
        </FormSection>
        <PackageFields />
      </Form>
    </SideDrawer>
  );
}
