import { isMonth, type Month } from '#kernel/date.ts';
import type { Text } from '#renderer/locale/text.ts';
import type { ActKind, ActRow } from '../contract/index.ts';

interface Words {
  readonly text: Text;
  readonly month: (month: Month) => string;
  readonly list: (words: readonly string[]) => string;
}

const KEY_LETTERS = 6;

const wordings: Partial<Record<ActKind, (detail: string, words: Words, officeName: string | null) => string | null>> = {
  // Only where it is called otherwise by now.
  office_added: (name, _, officeName) => (name === officeName ? null : name),
  office_changed: (keys, { text, list }) => list(keys.split(' ').map((key) => text(`ministry.field.${key}`))),
  twice_looked: (looked, { month }) => (isMonth(looked) ? month(looked) : looked),
  exchanged: (seq, { text }) => text('ministry.acts.upTo', { seq }),
  device_revoked: (device, { text }) => {
    const [key = '', ...name] = device.split(' ');
    return name.length > 0 ? name.join(' ') : text('ministry.acts.key', { key: `${key.slice(0, KEY_LETTERS)}…` });
  },
  device_moved: (moved, { text }) => {
    const [office = '', ...name] = moved.split(' ');
    return text('ministry.acts.movedTo', { device: name.join(' '), office });
  },
};

/** What an act was about, as people say it: of a PC its name, of a change the columns, of a file the last entry. */
export function actDetail(
  { kind, detail, officeName }: Pick<ActRow, 'kind' | 'detail' | 'officeName'>,
  words: Words,
): string | null {
  const worded = wordings[kind];
  return detail === null || worded === undefined ? detail : worded(detail, words, officeName);
}
