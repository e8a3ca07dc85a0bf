import i18next, { type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { assert } from '#kernel/assert.ts';
import { formatNumber, type Language } from '#kernel/display.ts';

/**
 * The texts of the window. One flat list of keys in each language, so that the key in the code is found letter by
 * letter in the file of texts. Its first word names the module that brought it.
 */
export const languages = ['ar', 'ckb', 'en'] as const satisfies readonly Language[];

/** The name of each language in itself, for the switch that everybody must be able to read. */
export const languageNames: Readonly<Record<Language, string>> = { ar: 'العربية', ckb: 'کوردی', en: 'English' };

export type Strings = Readonly<Record<string, string>>;

/** The one instance; `useText` is the way to it inside components. */
export const texts: i18n = i18next.createInstance();

/** Makes the texts ready in a language, and turns the page its way. Once, before anything is drawn. */
export function startLanguages(language: Language): void {
  if (texts.isInitialized) return;
  void texts
    .use(initReactI18next)
    .use(figures)
    .init({
      lng: language,
      fallbackLng: 'ar',
      supportedLngs: [...languages],
      resources: {},
      ns: ['diwan'],
      defaultNS: 'diwan',
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false, bindI18n: 'languageChanged', bindI18nStore: 'added' },
    });
  turnPage(language);
}

/** Shows everything in another language, at once. */
export async function setLanguage(language: Language): Promise<void> {
  await texts.changeLanguage(language);
  turnPage(language);
}

export function asLanguage(code: string | undefined): Language {
  return languages.find((language) => language === code) ?? 'ar';
}

export function directionOf(language: Language): 'rtl' | 'ltr' {
  return language === 'en' ? 'ltr' : 'rtl';
}

/** Adds a module's texts. Every key begins with the module's name; another one is a bug and is told at once. */
export function registerStrings(module: string, strings: Readonly<Record<Language, Strings>>): void {
  for (const language of languages) {
    const stray = Object.keys(strings[language]).find((key) => !key.startsWith(`${module}.`));
    assert(stray === undefined, `The key ${stray ?? ''} does not begin with ${module}.`);
    texts.addResourceBundle(language, 'diwan', strings[language], false, true);
  }
}

/** Every registered key that ends so: how a problem's text is found whoever brought it. */
export function keysEndingWith(ending: string): readonly string[] {
  // The resource store holds what `registerStrings` put there: flat texts.
  const bundle = texts.getResourceBundle('ar', 'diwan') as Strings | undefined;
  return Object.keys(bundle ?? {}).filter((key) => key.endsWith(ending));
}

/** Numbers inside a text are written in the office's figures; `useText` passes which. */
const figures: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format(value: unknown, _format?: string, _language?: string, options?: Readonly<Record<string, unknown>>) {
    if (typeof value === 'number')
      return formatNumber(value, { digits: options?.['digits'] === 'arabic' ? 'arabic' : 'latin' });
    return typeof value === 'string' ? value : '';
  },
};

function turnPage(language: Language): void {
  if (typeof document === 'undefined') return;
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
