import platformAr from '#renderer/app/strings.ar.json' with { type: 'json' };
import platformCkb from '#renderer/app/strings.ckb.json' with { type: 'json' };
import platformEn from '#renderer/app/strings.en.json' with { type: 'json' };
import type { Language } from './config.ts';
import ar from './strings.ar.json' with { type: 'json' };
import ckb from './strings.ckb.json' with { type: 'json' };
import en from './strings.en.json' with { type: 'json' };

export type TextKey = keyof typeof ar;

const texts: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { ar, ckb, en };
const platformTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ar: platformAr,
  ckb: platformCkb,
  en: platformEn,
};

/** A text of the shell itself: menus, dialogs. */
export function textIn(language: Language, key: TextKey): string {
  return texts[language][key];
}

/** The sentence for a problem with the office's folder, the same that the window would show. */
export function problemText(language: Language, code: string): string {
  return platformTexts[language][`platform.problem.${code}`] ?? textIn(language, 'failure.unknown');
}
