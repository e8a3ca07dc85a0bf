import { setLanguage } from '#renderer/locale/i18n.ts';
import { shell } from '#renderer/shell.ts';

export type Language = 'ar' | 'ckb' | 'en';
const KEY = 'diwan.language';

/** The language last chosen on this PC; Arabic on a new one. */
export function rememberedLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  return kept === 'ckb' || kept === 'en' ? kept : 'ar';
}

/** Shows everything in this language from now on, the desktop's menus too, and remembers it on this PC. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  shell?.setLanguage(language);
  await setLanguage(language);
}
