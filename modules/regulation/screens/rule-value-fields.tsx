import { z } from 'zod';
import { DateField } from '#renderer/kit/fields/date-field.tsx';
import { FieldList } from '#renderer/kit/fields/field-list.tsx';
import { MoneyField } from '#renderer/kit/fields/money-field.tsx';
import { NumberField } from '#renderer/kit/fields/number-field.tsx';
import { PercentField } from '#renderer/kit/fields/percent-field.tsx';
import { SelectField, type SelectOption } from '#renderer/kit/fields/select-field.tsx';
import { SwitchField } from '#renderer/kit/fields/switch-field.tsx';
import { TextField } from '#renderer/kit/fields/text-field.tsx';
import { useText } from '#renderer/locale/text.ts';
import { parameterSchemas, valueSchemas, type Rule, type RuleKind, type RuleRow } from '../contract/index.ts';
import { isParameterCode } from '../rules/judge-package.ts';
import { isAmount } from './rule-words.ts';

type Control = 'money' | 'rate' | 'number' | 'date' | 'switch' | 'text' | 'options' | 'codes' | 'manyCodes';
interface ValueField {
  readonly key: string;
  readonly control: Control;
  readonly options?: readonly string[];
  /** The kind of rules whose codes are chosen from. */
  readonly from?: RuleKind;
}

/** The fields of each kind, in the order in which they are read. */
const fields: Readonly<Record<Exclude<RuleKind, 'PARAMETER' | 'TAX'>, readonly ValueField[]>> = {
  SCALE: [
    { key: 'first', control: 'money' },
    { key: 'increment', control: 'money' },
    { key: 'steps', control: 'number' },
    { key: 'promotionYears', control: 'number' },
  ],
  CERTIFICATE: [{ key: 'basisPoints', control: 'rate' }],
  ALLOWANCE: [
    { key: 'method', control: 'options', options: valueSchemas.ALLOWANCE.shape.method.options },
    { key: 'basisPoints', control: 'rate' },
    { key: 'cap', control: 'options', options: valueSchemas.ALLOWANCE.shape.cap.options },
    { key: 'needsCertificate', control: 'manyCodes', from: 'CERTIFICATE' },
    { key: 'yieldsTo', control: 'codes', from: 'ALLOWANCE' },
    { key: 'usual', control: 'text' },
  ],
  RELIEF: [
    { key: 'amount', control: 'money' },
    { key: 'per', control: 'options', options: valueSchemas.RELIEF.shape.per.options },
    { key: 'olderThanYears', control: 'number' },
    { key: 'isResident', control: 'switch' },
  ],
  LEVY: [
    { key: 'base', control: 'options', options: valueSchemas.LEVY.shape.base.options },
    { key: 'basisPoints', control: 'rate' },
    { key: 'amount', control: 'money' },
    { key: 'from', control: 'date' },
    { key: 'to', control: 'date' },
    { key: 'mayOptOut', control: 'switch' },
  ],
  LEAVE: [
    { key: 'pay', control: 'options', options: valueSchemas.LEAVE.shape.pay.options },
    { key: 'countsAsService', control: 'switch' },
    { key: 'usesBalanceOf', control: 'codes', from: 'LEAVE' },
    { key: 'accrualDays', control: 'number' },
    { key: 'balanceLimitDays', control: 'number' },
    { key: 'grantLimitDays', control: 'number' },
  ],
  THANKS: [
    { key: 'firstMonths', control: 'number' },
    { key: 'laterMonths', control: 'number' },
    { key: 'lettersPerYear', control: 'number' },
  ],
  PENALTY: [
    { key: 'delayMonths', control: 'number' },
    { key: 'monthPerDayAbove', control: 'number' },
  ],
  RETIREMENT: [
    { key: 'age', control: 'number' },
    { key: 'from', control: 'date' },
    { key: 'to', control: 'date' },
  ],
};

/** What a rule says, as fields by its kind. */
export function RuleValueFields({ rule, lines }: { readonly rule: Rule; readonly lines: readonly RuleRow[] }) {
  const text = useText();
  if (rule.kind === 'TAX') {
    return <MoneyField name="value.lifeInsuranceLimit" label={text('regulation.field.lifeInsuranceLimit')} />;
  }
  const shown = rule.kind === 'PARAMETER' ? [parameterField(rule.code)] : fields[rule.kind];
  return (
    <>
      {shown.map((field) => (
        <ValueControl key={field.key} field={field} lines={lines} />
      ))}
    </>
  );
}

function parameterField(code: string): ValueField {
  const key = 'value';
  if (code === 'CAP_REDUCTION_ORDER') return { key, control: 'manyCodes', from: 'ALLOWANCE' };
  if (code.endsWith('_BP')) return { key, control: 'rate' };
  if (isAmount(code)) return { key, control: 'money' };
  const schema = isParameterCode(code) ? parameterSchemas[code] : null;
  if (schema instanceof z.ZodEnum) return { key, control: 'options', options: schema.options.map(String) };
  return { key, control: schema instanceof z.ZodBoolean ? 'switch' : 'number' };
}

function ValueControl({ field, lines }: { readonly field: ValueField; readonly lines: readonly RuleRow[] }) {
  const text = useText();
  const { key, control, options = [], from } = field;
  const isOfParameter = key === 'value';
  const props = { name: `value.${key}`, label: text(`regulation.field.${isOfParameter ? 'parameterValue' : key}`) };
  const named = options.map((value) => ({
    value,
    label: text(isOfParameter ? `regulation.option.parameter.${value}` : `regulation.option.${key}.${value}`),
  }));
  const codes: readonly SelectOption[] = lines
    .filter(({ rule }) => rule.kind === from)
    .map(({ rule }) => ({ value: rule.code, label: rule.titleAr }));
  switch (control) {
    case 'money':
      return <MoneyField {...props} />;
    case 'rate':
      return <PercentField {...props} />;
    case 'number':
      return <NumberField {...props} min={0} />;
    case 'date':
      return <DateField {...props} />;
    case 'switch':
      return <SwitchField {...props} />;
    case 'text':
      return <TextField {...props} hint={text('regulation.rule.usualHint')} span={3} />;
    case 'options':
      return <SelectField {...props} options={named} isRequired />;
    case 'codes':
      return <SelectField {...props} options={codes} />;
    case 'manyCodes':
      return <SelectField {...props} options={codes} isMultiple span={2} />;
  }
}

/** The brackets from below, the last one without a limit. */
export function TaxBrackets() {
  const text = useText();
  return (
    <FieldList
      name="value.brackets"
      title={text('regulation.field.brackets')}
      most={20}
      newRow={() => ({ upTo: null, basisPoints: null })}
      renderRow={(prefix) => (
        <>
          <MoneyField name={`${prefix}.upTo`} label={text('regulation.field.upTo')} />
          <PercentField name={`${prefix}.basisPoints`} label={text('regulation.field.basisPoints')} />
        </>
      )}
    />
  );
}
