import { useCallback } from 'react';
import { isMoney } from '#kernel/money.ts';
import { percentText } from '#renderer/kit/fields/percent-field.tsx';
import { useDisplay, type Writer } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { Rule, RuleOf } from '../contract/index.ts';

type Text = ReturnType<typeof useText>;

/** Says in a line what a rule says. */
export function useRuleWords(): (rule: Rule) => string {
  const text = useText();
  const writer = useDisplay();
  return useCallback((rule) => new Words(text, writer).of(rule), [text, writer]);
}

class Words {
  readonly #text: Text;
  readonly #writer: Writer;

  constructor(text: Text, writer: Writer) {
    this.#text = text;
    this.#writer = writer;
  }

  of(rule: Rule): string {
    switch (rule.kind) {
      case 'SCALE':
        return this.#scale(rule);
      case 'CERTIFICATE':
        return this.#say('rate', { rate: this.#rate(rule.value.basisPoints) });
      case 'ALLOWANCE':
        return this.#allowance(rule);
      case 'TAX':
        return this.#tax(rule);
      case 'RELIEF':
        return this.#join([
          this.#writer.money(rule.value.amount),
          this.#option('per', rule.value.per),
          rule.value.isResident ? null : this.#say('nonResident'),
        ]);
      case 'PARAMETER':
        return this.#parameter(rule);
      case 'LEVY':
        return this.#levy(rule);
      case 'LEAVE':
        return this.#leave(rule);
      case 'THANKS':
        return this.#say('thanks', {
          ...{ first: rule.value.firstMonths, later: rule.value.laterMonths, letters: rule.value.lettersPerYear },
        });
      case 'PENALTY':
        return this.#join([
          this.#say('delay', { count: rule.value.delayMonths }),
          rule.value.monthPerDayAbove === null
            ? null
            : this.#say('delayPerDay', { count: rule.value.monthPerDayAbove }),
        ]);
      case 'RETIREMENT':
        return this.#join([this.#say('age', { count: rule.value.age }), this.#period(rule.value)]);
    }
  }

  #scale({ value }: RuleOf<'SCALE'>): string {
    const { first, increment, steps, promotionYears } = value;
    const { money } = this.#writer;
    return this.#join([
      this.#say('scale', { first: money(first), increment: money(increment), steps }),
      promotionYears === null ? null : this.#say('promotion', { count: promotionYears }),
    ]);
  }

  #allowance({ value }: RuleOf<'ALLOWANCE'>): string {
    const { method, basisPoints, cap, usual } = value;
    const write = (each: number): string =>
      method === 'FIXED' && isMoney(each) ? this.#writer.amount(each) : this.#rate(each);
    return this.#join([
      this.#option('method', method),
      basisPoints === null ? null : this.#rate(basisPoints),
      usual.length === 0 ? null : this.#say('usual', { values: this.#writer.list(usual.map(write)) }),
      this.#option('cap', cap),
    ]);
  }

  #tax({ value }: RuleOf<'TAX'>): string {
    const { money } = this.#writer;
    const parts = value.brackets.map(({ upTo, basisPoints }) =>
      upTo === null
        ? this.#say('above', { rate: this.#rate(basisPoints) })
        : this.#say('upTo', { limit: money(upTo), rate: this.#rate(basisPoints) }),
    );
    return this.#join(parts);
  }

  #parameter({ code, value: { value } }: RuleOf<'PARAMETER'>): string {
    if (value === null) return this.#say('noLimit');
    if (typeof value === 'boolean') return this.#text(value ? 'kit.yes' : 'kit.no');
    if (Array.isArray(value)) return this.#writer.list(value);
    if (typeof value === 'string') return this.#text(`regulation.option.parameter.${value}`);
    if (code.endsWith('_BP')) return this.#rate(value);
    return isMoney(value) && isAmount(code) ? this.#writer.money(value) : this.#writer.number(value);
  }

  #levy({ value }: RuleOf<'LEVY'>): string {
    const { base, basisPoints, amount, mayOptOut } = value;
    return this.#join([
      basisPoints === null
        ? this.#writer.money(amount ?? (0 as never))
        : this.#say('share', { rate: this.#rate(basisPoints), base: this.#option('base', base) }),
      this.#period(value),
      mayOptOut ? this.#say('optOut') : null,
    ]);
  }

  #leave({ value }: RuleOf<'LEAVE'>): string {
    const { pay, countsAsService, accrualDays, balanceLimitDays, grantLimitDays } = value;
    return this.#join([
      this.#option('pay', pay),
      countsAsService ? null : this.#say('noService'),
      accrualDays === null ? null : this.#say('accrual', { count: accrualDays }),
      balanceLimitDays === null ? null : this.#say('balanceLimit', { count: balanceLimitDays }),
      grantLimitDays === null ? null : this.#say('grantLimit', { count: grantLimitDays }),
    ]);
  }

  #period({
    from,
    to,
  }: {
    readonly from: Parameters<Writer['shortDate']>[0];
    readonly to: typeof from | null;
  }): string {
    const { shortDate } = this.#writer;
    return to === null
      ? this.#say('since', { from: shortDate(from) })
      : this.#say('between', { from: shortDate(from), to: shortDate(to) });
  }

  #rate(basisPoints: number): string {
    return this.#writer.digits(`${percentText(basisPoints)}٪`);
  }

  #option(field: string, value: string): string {
    return this.#text(`regulation.option.${field}.${value}`);
  }

  #say(key: string, params?: Readonly<Record<string, string | number>>): string {
    return this.#text(`regulation.says.${key}`, params);
  }

  #join(parts: readonly (string | null)[]): string {
    return parts.filter((part) => part !== null).join('؛ ');
  }
}

/** Parameters that are amounts of money. */
export function isAmount(code: string): boolean {
  return code.endsWith('_AMOUNT') || code === 'NET_FLOOR';
}
