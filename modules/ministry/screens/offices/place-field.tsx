import { accept } from '#kernel/verdict.ts';
import { FieldFrame, useField, type FieldProps } from '#renderer/kit/fields/field.tsx';
import { useLtrStyle } from '#renderer/kit/fields/ltr-field.tsx';
import { TypedInput } from '#renderer/kit/fields/typed-input.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { placeText, readPlace } from '../../rules/place.ts';

/** A point on the map, as maps let it be copied: latitude and longitude. */
export function PlaceField(props: FieldProps) {
  const field = useField(props);
  const style = useLtrStyle();
  const { digits } = useDisplay();
  return (
    <FieldFrame field={field} hint={props.hint} span={props.span}>
      <TypedInput
        value={typeof field.value === 'string' ? field.value : null}
        parse={(text) => {
          const read = readPlace(text);
          return read.ok ? accept(placeText(read.value)) : read;
        }}
        write={digits}
        control={field.control}
        style={style}
        onChange={(place, problem) => {
          field.setInputProblem(problem);
          field.change(place);
        }}
      />
    </FieldFrame>
  );
}
