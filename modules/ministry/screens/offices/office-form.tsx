import { z } from 'zod';
import { assert } from '#kernel/assert.ts';
import { peerKinds } from '#modules/org/contract.ts';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { governorates, officeFields, type OfficeFields, type OfficeRow } from '../../contract/index.ts';
import { placeText, readPlace } from '../../rules/place.ts';
import { PlaceField } from './place-field.tsx';

/** The list of offices holds their numbers as text, and a place is written as maps write it. */
const form = officeFields.extend({ parentOffice: z.string().nullable(), place: z.string().nullable() });
type FormValues = { [Key in keyof z.infer<typeof form>]: z.infer<typeof form>[Key] | null };

interface OfficeFormProps {
  /** The office that is changed; none where one is registered. */
  readonly office?: OfficeRow;
  readonly register: readonly OfficeRow[];
  readonly onCancel: () => void;
  readonly onSubmit: (fields: OfficeFields) => Promise<void>;
}

/** What stands of an office in the register. */
export function OfficeForm({ office, register, onCancel, onSubmit }: OfficeFormProps) {
  const text = useText();
  const language = useLanguage();
  const above = register.filter((each) => each.office !== office?.office);
  return (
    <Form
      schema={form}
      values={office ? valuesOf(office) : nothing}
      module="ministry"
      onCancel={onCancel}
      onSubmit={({ parentOffice, place, ...input }) =>
        onSubmit({
          ...{ ...input, parentOffice: parentOffice === null ? null : Number(parentOffice) },
          place: placeOf(place, office),
        })
      }
    >
      <FormSection>
        <TextField name="nameAr" />
        <TextField name="nameCkb" />
        <TextField name="nameEn" />
        <SelectField
          name="kind"
          options={peerKinds.map((value) => ({ value, label: text(`ministry.kind.${value}`) }))}
        />
        <SelectField
          name="governorate"
          options={governorates.map((value) => ({ value, label: text(`ministry.governorate.${value}`) }))}
        />
        <SelectField
          name="parentOffice"
          options={above.map((each) => ({ value: String(each.office), label: nameIn(language, each) }))}
        />
        <PlaceField name="place" hint={text('ministry.offices.placeHint')} />
      </FormSection>
    </Form>
  );
}

const nothing: FormValues = {
  ...{ nameAr: '', nameCkb: null, nameEn: null, kind: 'directorate' },
  ...{ governorate: null, parentOffice: null, place: null },
};

function valuesOf({ nameAr, nameCkb, nameEn, latitude, longitude, ...office }: OfficeRow): FormValues {
  return {
    ...{ nameAr, nameCkb, nameEn },
    // The register may hold what this program does not know; then it is chosen anew.
    kind: peerKinds.find((each) => each === office.kind) ?? null,
    governorate: governorates.find((each) => each === office.governorate) ?? null,
    parentOffice: office.parentOffice === null ? null : String(office.parentOffice),
    place: textOfPlace({ latitude, longitude }),
  };
}

type Located = Pick<OfficeRow, 'latitude' | 'longitude'>;

function textOfPlace({ latitude, longitude }: Located): string | null {
  return latitude === null || longitude === null ? null : placeText({ latitude, longitude });
}

/** A place that nobody has touched stays as it stands; what could not be read never comes so far, the field says so. */
function placeOf(text: string | null, office: OfficeRow | undefined): OfficeFields['place'] {
  if (text === null) return null;
  const { latitude = null, longitude = null } = office ?? {};
  if (latitude !== null && longitude !== null && text === placeText({ latitude, longitude })) {
    return { latitude, longitude };
  }
  const read = readPlace(text);
  assert(read.ok, 'A field that could not be read is not handed in.');
  return read.value;
}
