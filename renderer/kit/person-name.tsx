import { shortName } from '#kernel/text/name.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage } from '#renderer/locale/text.ts';

export interface PersonNames {
  readonly nameAr: string;
  readonly nameCkb?: string | null;
  readonly nameEn?: string | null;
}

export interface PersonNameProps {
  readonly name: string | PersonNames;
  /** Own and last name only, with the whole one as the tip: for narrow places. */
  readonly length?: 'full' | 'short';
}

/** A person's name in the user's language, kept apart from the direction of the text around it. */
export function PersonName({ name, length = 'full' }: PersonNameProps) {
  const language = useLanguage();
  const full = typeof name === 'string' ? name : nameIn(language, name);
  return length === 'full' ? <bdi>{full}</bdi> : <bdi title={full}>{shortName(full)}</bdi>;
}
