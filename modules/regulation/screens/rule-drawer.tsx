import { useConfirm } from '#renderer/kit/confirm.tsx';
import { Button } from 'antd';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { LtrField } from '#renderer/kit/fields/ltr-field.tsx';
import { SelectField } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { Form, FormSection } from '#renderer/kit/form/form.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { SideDrawer } from '#renderer/kit/side-drawer.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useCommand, useCommandDone } from '#renderer/record/use-command.ts';
import { confidences, type PackageDetail, type Rule, type RuleKind, type RuleRow } from '../contract/index.ts';
import { call } from './client.ts';
import { fieldsOfRule, ruleOfFields, schemaOfRule, newRule } from './rule-form.ts';
import { RuleValueFields, TaxBrackets } from './rule-value-fields.tsx';

interface RuleDrawerProps {
  readonly of: PackageDetail;
  /** The rule that is read or changed, or the kind of which a new one is made. */
  readonly opened: RuleRow | RuleKind;
  readonly onClose: () => void;
}

/** One rule: what it says, and on what it stands. */
export function RuleDrawer({ of, opened, onClose }: RuleDrawerProps) {
  const text = useText();
  const done = useCommandDone();
  const row = typeof opened === 'string' ? null : opened;
  const rule: Rule = typeof opened === 'string' ? newRule(opened) : opened.rule;
  const { edit } = of.can;
  return (
    <SideDrawer
      isOpen
      title={
        row === null ? text('regulation.rule.new', { kind: text(`regulation.option.kind.${rule.kind}`) }) : rule.titleAr
      }
      width={760}
      onClose={onClose}
    >
      <Form
        schema={schemaOfRule(rule)}
        values={{
          ...fieldsOfRule(rule),
          ...{ confirmedBy: row?.confirmedBy ?? null, confirmedOn: row?.confirmedOn ?? null },
        }}
        module="regulation"
        answer={edit}
        onCancel={onClose}
        onSubmit={async ({ confirmedBy, confirmedOn, ...fields }) => {
          const input = { rule: ruleOfFields(rule.kind, fields), confirmedBy, confirmedOn };
          if (row === null) await call.rule.create({ ...input, packageId: of.id });
          else await call.rule.edit({ ...input, id: row.id, revision: row.revision });
          onClose();
          await done(row === null ? 'regulation.rule.create' : 'regulation.rule.edit');
        }}
        actions={row !== null && edit.ok && <RemoveRule row={row} onDone={onClose} />}
      >
        <FormSection title={text('regulation.rule.what')}>
          <TextField name="titleAr" label={text('regulation.field.ruleTitle')} span={2} />
          <LtrField name="code" isReadOnly={row !== null} hint={text('regulation.rule.codeHint')} />
          <RuleValueFields rule={rule} lines={of.lines} />
        </FormSection>
        {rule.kind === 'TAX' && <TaxBrackets />}
        <FormSection title={text('regulation.rule.standing')}>
          <TextField name="source" span={2} />
          <TextField name="article" />
          <SelectField
            name="confidence"
            options={confidences.map((value) => ({ value, label: text(`regulation.option.confidence.${value}`) }))}
          />
          <SwitchField name="isConfirmed" hint={text('regulation.rule.confirmedHint')} span={2} />
          <TextField name="confirmedBy" span={2} />
          <DateField name="confirmedOn" />
        </FormSection>
      </Form>
    </SideDrawer>
  );
}

function RemoveRule({ row, onDone }: { readonly row: RuleRow; readonly onDone: () => void }) {
  const text = useText();
  const confirm = useConfirm();
  const run = useCommand('regulation');
  const remove = async (): Promise<void> => {
    const isSure = await confirm({
      title: text('regulation.rule.removeAsk', { title: row.rule.titleAr }),
      confirm: text('platform.action.remove'),
      tone: 'danger',
    });
    if (!isSure) return;
    const { id, revision } = row;
    const answer = await run(() => call.rule.remove({ id, revision }), text('regulation.command.rule.remove'));
    if (answer) onDone();
  };
  return (
    <Button danger icon={<Icon name="trash" />} onClick={() => void remove()}>
      {text('platform.action.remove')}
    </Button>
  );
}
