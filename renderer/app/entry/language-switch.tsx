import { useLanguage, useText } from '#renderer/locale/text.ts';
import { chooseLanguage } from '../language.ts';

const languages = ['ar', 'ckb', 'en'] as const;
/** Each language under its own name, whichever is shown now. */
const ownNames = { ar: 'العربية', ckb: 'کوردی', en: 'English' } as const;

/** The three languages as buttons; the choice is kept on this PC. */
export function LanguageSwitch() {
  const text = useText();
  const current = useLanguage();
  return (
    <div className="entry-languages" role="group" aria-label={text('platform.language.choose')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => void chooseLanguage(language)}
        >
          {ownNames[language]}
        </button>
      ))}
    </div>
  );
}
