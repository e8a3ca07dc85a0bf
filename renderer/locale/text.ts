import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isLocalDate, isMonth } from '#kernel/date.ts';
import { formatDate, formatMonth, type Display, type Language } from '#kernel/display.ts';
import type { Problem } from '#kernel/verdict.ts';
import { asLanguage, keysEndingWith, texts } from './i18n.ts';
import { useDisplaySettings } from './display-settings.ts';

export type TextParams = Readonly<Record<string, string | number>>;
/** A problem as it comes over the wire, where what is absent may also be undefined. */
export interface Reason {
  readonly code: string;
  readonly params?: Problem['params'] | undefined;
  readonly field?: string | undefined;
}
export type Text = (key: string, params?: TextParams) => string;

/** The text of a key in the language shown; `count` chooses the plural form, numbers follow the office's figures. */
export function useText(): Text {
  const { t } = useTranslation('diwan', { i18n: texts });
  const { digits } = useDisplayChoice();
  return useCallback((key, params) => t(key, { ...params, digits }), [t, digits]);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation('diwan', { i18n: texts });
  return asLanguage(i18n.language);
}

/** How days and figures are written now: the office's settings in the user's language. English has Latin figures. */
export function useDisplayChoice(): Display {
  const settings = useDisplaySettings();
  const language = useLanguage();
  return { ...settings, language, digits: language === 'en' ? 'latin' : settings.digits };
}

/** Says what a refusal means: the module's own text first, then that of whoever has one for the code. */
export function useProblemText(module?: string): (problem: Reason) => string {
  const text = useText();
  const { language, digits, monthNames, showHijri } = useDisplayChoice();
  return useCallback(
    ({ code, params }) => {
      const key = problemKey(code, module);
      if (key === null) return text('kit.problem.UNKNOWN', { code });
      return text(key, readable(params, { language, digits, monthNames, showHijri }));
    },
    [text, module, language, digits, monthNames, showHijri],
  );
}

/** The label of a field by its key: the module's own, otherwise one that every module shares. */
export function useFieldLabel(module: string): (key: string) => string {
  const text = useText();
  return useCallback(
    (key) => {
      const last = key.replace(/^.*\.\d+\./u, '');
      const known = [`${module}.field.${key}`, `${module}.field.${last}`, `kit.field.${last}`].find((name) =>
        texts.exists(name),
      );
      return known === undefined ? last : text(known);
    },
    [module, text],
  );
}

/** The key of a problem's text, which may have one text or one for each plural form. */
export function problemKey(code: string, module: string | undefined): string | null {
  const own = `${module ?? 'kit'}.problem.${code}`;
  if (texts.exists(own) || texts.exists(`${own}_other`)) return own;
  const [found] = keysEndingWith(`.problem.${code}`);
  if (found !== undefined) return found;
  const [counted] = keysEndingWith(`.problem.${code}_other`);
  return counted?.slice(0, -'_other'.length) ?? null;
}

/** Days and months among the values of a problem, as people read them. */
function readable(params: Reason['params'], display: Display): TextParams {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? readableText(value, display) : value,
    ]),
  );
}

function readableText(value: string, display: Display): string {
  if (isLocalDate(value)) return formatDate(value, display);
  return isMonth(value) ? formatMonth(value, display) : value;
}
