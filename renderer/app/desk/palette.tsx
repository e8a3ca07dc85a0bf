import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { CommandPalette, type PaletteRecord } from '#renderer/kit/command-palette.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import { platform } from '#renderer/rpc.ts';

/** Ctrl+K: every page and action of this user, and every record whose text matches. */
export function Palette() {
  const text = useText();
  const navigate = useNavigate();
  const { modules } = useDesk();
  const searchRecords = useCallback(
    async (query: string, signal: AbortSignal): Promise<PaletteRecord[]> => {
      if (query.trim() === '') return [];
      const found = await platform.call.record.search({ text: query }, { signal });
      return found.flatMap(({ table, id, title, subtitle }) => {
        const record = modules.map(({ records }) => records[table]).find((each) => each !== undefined);
        if (!record) return [];
        return {
          id: `${table}:${id}`,
          title,
          subtitle: [text(record.label), subtitle].filter(Boolean).join(' · '),
          icon: record.icon,
          perform: () => void navigate(record.pathOf(id)),
        };
      });
    },
    [modules, navigate, text],
  );
  return <CommandPalette searchRecords={searchRecords} />;
}
