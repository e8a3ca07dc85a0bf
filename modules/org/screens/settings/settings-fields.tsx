import { arrivals } from '#kernel/sync/file-policy.ts';
import { ActionButton } from '#renderer/kit/actions.tsx';
import { LinesField } from '#renderer/kit/fields/text-area-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { useField } from '#renderer/kit/fields/field.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { shell } from '#renderer/shell.ts';

/** The fields of the office, in the order in which an office meets them. */
export function SettingsFields() {
  const text = useText();
  const options = (key: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: text(`org.option.${key}.${value}`) }));
  return (
    <>
      <FormSection title={text('org.settings.names')}>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
      </FormSection>
      <FormSection title={text('org.settings.letterhead')}>
        <LinesField name="letterheadAr" hint={text('org.settings.letterheadHint')} span={2} />
        <LinesField name="letterheadEn" span={2} />
      </FormSection>
      <FormSection title={text('org.settings.display')}>
        <SelectField name="monthNames" options={options('monthNames', ['iraqi', 'gregorian'])} />
        <SelectField name="digits" options={options('digits', ['latin', 'arabic'])} />
        <SwitchField name="showHijri" />
      </FormSection>
      <FormSection title={text('org.settings.security')}>
        <NumberField name="idleMinutes" min={1} max={240} />
      </FormSection>
      <FormSection title={text('org.settings.backup')}>
        <FolderField name="backupFolder" />
        <NumberField name="backupsKept" min={1} max={365} />
        <NumberField name="backupHours" min={1} max={168} />
      </FormSection>
      <FormSection title={text('org.settings.files')}>
        <NumberField name="fileQuotaMb" min={10} max={1_000_000} />
        <NumberField name="fileDayMb" min={0} max={1_000_000} hint={text('org.settings.fileDayHint')} />
        <SelectField name="fileArrival" options={options('fileArrival', arrivals)} />
        <FolderField name="scannerFolder" />
      </FormSection>
      <FormSection title={text('org.settings.updates')}>
        <LtrField name="updateAddress" span={2} />
      </FormSection>
    </>
  );
}

/** A folder of this PC: typed, or picked where the desktop shell can ask. */
function FolderField({ name }: { readonly name: string }) {
  const { change, control } = useField({ name });
  const desktop = shell;
  return (
    <>
      <LtrField name={name} span={2} />
      {desktop && !control.isReadOnly && (
        <ActionButton
          action={{
            ...{ id: `choose.${name}`, title: 'org.settings.chooseFolder', icon: 'folder' },
            perform: async () => {
              const path = await desktop.chooseFolder();
              if (path !== null) change(path);
            },
          }}
        />
      )}
    </>
  );
}
