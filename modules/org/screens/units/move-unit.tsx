import { z } from 'zod';
import { all } from '#kernel/verdict.ts';
import { zId } from '#modules/contract.ts';
import { demandHere } from '#renderer/failure.ts';
import { TreeField } from '#renderer/kit/fields/tree-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { useCommandDone } from '#renderer/record/use-command.ts';
import { Dialog } from '#renderer/desk/dialog.tsx';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import type { UnitRow } from '../../contract.ts';
import { judgeNewParent, judgePlace } from '../../rules/index.ts';
import { call } from '../client.ts';
import { useUnitNodes, useUnits } from '../lookups.ts';

export interface UnitMove {
  readonly unit: Pick<UnitRow, 'id' | 'revision' | 'type' | 'validFrom' | 'validTo' | 'nameAr' | 'nameCkb' | 'nameEn'>;
  /** Where it was dropped; null when the user still has to choose. */
  readonly parentId: string | null;
}

const schema = z.object({ parentId: zId });

/** Hangs a unit, with all below it, under another one. Dragging and the button both end here. */
export function MoveUnit({ move, onClose }: { readonly move: UnitMove; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const nodes = useUnitNodes();
  const units = useUnits();
  const done = useCommandDone();
  const { unit } = move;
  return (
    <Dialog title={text('org.unit.move.title', { name: nameIn(language, unit) })} onClose={onClose}>
      <p className="org-hint">{text('org.unit.move.body')}</p>
      <Form
        schema={schema}
        values={{ parentId: move.parentId }}
        module="org"
        submitLabel={text('org.move.unit.move')}
        onCancel={onClose}
        onSubmit={async ({ parentId }) => {
          const byId = new Map(units.map((each) => [each.id, each]));
          const parent = byId.get(parentId) ?? null;
          demandHere(all(judgeNewParent(unit.id, parentId, byId), judgePlace({ ...unit, parentId }, parent)));
          await call.unit.move({ id: unit.id, revision: unit.revision, parentId });
          onClose();
          await done('org.unit.move');
        }}
      >
        <FormSection>
          <TreeField name="parentId" nodes={nodes} span={3} />
        </FormSection>
      </Form>
    </Dialog>
  );
}
