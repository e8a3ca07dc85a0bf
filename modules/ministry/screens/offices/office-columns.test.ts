import { describe, expect, it } from 'vitest';
import { defaultWidth } from '#renderer/kit/grid/column.ts';
import ar from '../../strings.ar.json' with { type: 'json' };
import ckb from '../../strings.ckb.json' with { type: 'json' };
import en from '../../strings.en.json' with { type: 'json' };
import { officeColumns } from './office-columns.ts';

/** What a screen of 1366 leaves beside the menu, without the edges of the page and of the list. */
const ROOM = 1_100;

describe('the list of offices', () => {
  it.each(Object.entries({ ar, ckb, en }))('shows all of its columns on a small screen: %s', (language, texts) => {
    const known: Readonly<Record<string, string>> = texts;
    const text = (key: string): string => known[key] ?? key;
    const columns = officeColumns([], { text, language: language as 'ar' | 'ckb' | 'en', now: 0 });
    const shown = columns.filter(({ isHidden }) => isHidden !== true);
    expect(shown.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['unsent', 'lag', 'held', 'incidents', 'backup']),
    );
    expect(shown.reduce((sum, column) => sum + defaultWidth(column), 0)).toBeLessThanOrEqual(ROOM);
  });
});
