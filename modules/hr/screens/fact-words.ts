import { useCallback } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { FactKind, OrderEffect } from '../contract/index.ts';
import { useLeaveNames, useUnitNames } from './lookups.ts';

/** What a fact says, in words: `الدرجة السابعة / 3`, `مهندس، قسم المشاريع`, `مخصصات الخطورة 30٪`. */
export function useFactWords(): (value: Readonly<Record<string, unknown>>) => string {
  const codeName = useLeaveNames();
  const unitName = useUnitNames();
  const text = useText();
  const { number, digits, language } = useDisplay();
  return useCallback(
    (value) => {
      const textOf = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
      const numberOf = (key: string): number | null => (typeof value[key] === 'number' ? value[key] : null);
      const percent = numberOf('basisPoints');
      const amount = numberOf('amount') ?? numberOf('monthly');
      const step = numberOf('step');
      const place = [textOf('jobTitle'), textOf('unitId') && unitName(textOf('unitId')), textOf('post')];
      const words = [
        ...['beganBy', 'endedBy'].flatMap((key) =>
          textOf(key) === '' ? [] : [text(`hr.option.orderKind.${textOf(key)}`)],
        ),
        ...['grade', 'code', 'type', 'issuer', 'kind'].map((key) => codeName(textOf(key))),
        ...(step === null ? [] : [`/\u00A0${digits(String(step))}`]),
        place.filter((word) => word !== '').join(language === 'en' ? ', ' : '، '),
        textOf('letterNumber'),
        ...(percent === null ? [] : [`${digits(String(percent / 100))}٪`]),
        ...(amount === null ? [] : [number(amount)]),
        ...[numberOf('months'), numberOf('days')].map((figure) => (figure === null ? '' : number(figure))),
      ];
      return words.filter((word) => word !== '').join(' ');
    },
    [text, codeName, unitName, number, digits, language],
  );
}

/** Facts whose own name says of what kind they are: مخصصات الخطورة، كتاب شكر من الوزير. */
const selfNamed: ReadonlySet<FactKind> = new Set(['ALLOWANCE', 'LEAVE', 'THANKS']);

/** What an order does, in words, one effect after the other. */
export function useEffectWords(): (effects: readonly OrderEffect[]) => string {
  const text = useText();
  const factWords = useFactWords();
  const { shortDate, language } = useDisplay();
  return useCallback(
    (effects) =>
      effects
        .map((effect) => {
          switch (effect.effect) {
            case 'BRING':
            case 'CORRECT': {
              const { kind, value, from, to } = effect.fact;
              const said = factWords(value);
              const what = selfNamed.has(kind)
                ? said
                : [text(`hr.option.factKind.${kind}`), said].filter((part) => part !== '').join(': ');
              if (to === null) return text('hr.effect.from', { what, date: shortDate(from) });
              if (to === from) return text('hr.effect.onDay', { what, date: shortDate(from) });
              return text('hr.effect.fromTo', { what, date: shortDate(from), to: shortDate(to) });
            }
            case 'END':
              return text('hr.effect.end', { date: shortDate(effect.lastDay) });
            case 'RETRACT':
              return text('hr.effect.retract');
            default:
              return effect satisfies never;
          }
        })
        .join(language === 'en' ? '; ' : '؛ '),
    [text, factWords, shortDate, language],
  );
}
