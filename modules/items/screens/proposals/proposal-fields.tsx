import { TextAreaField } from '#renderer/kit/fields/text-area-field.tsx';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { FormSection } from '#renderer/kit/form/form.tsx';
import { useText } from '#renderer/locale/text.ts';
import { ItemFields } from '../item-fields.tsx';
import { useGroupNodes } from '../lookups.ts';

/** What is written of a proposal: why, where a new item would belong, and the item as it should be. */
export function ProposalFields({ isNewItem }: { readonly isNewItem: boolean }) {
  const text = useText();
  const nodes = useGroupNodes({ isOfKinds: true });
  return (
    <>
      <FormSection title={text('items.proposal.why')}>
        <TextAreaField name="reason" span={3} rows={2} maxLength={500} />
        {isNewItem && <TreeField name="kindCode" nodes={nodes} span={3} hint={text('items.proposal.kindHint')} />}
      </FormSection>
      <ItemFields />
    </>
  );
}
