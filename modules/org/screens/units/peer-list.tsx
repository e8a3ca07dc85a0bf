import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DATACENTER_OFFICE } from '#kernel/sync/log.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { peerKinds, type PeerRow } from '../../contract.ts';
import { query } from '../client.ts';

/** What sets an office below the one before it. */
const INDENT = '\u2003';

/** The offices of the ministry as the data centre made them known: each under the one that it belongs to. */
export function PeerList() {
  const text = useText();
  const language = useLanguage();
  const { data = [], isPending } = useQuery(query.peer.list.queryOptions({ input: {} }));
  const columns = useMemo<readonly Column<PeerRow>[]>(() => {
    const names = new Map(data.map((row) => [row.office, nameIn(language, row)]));
    const title = (key: string): string => text(`org.field.${key}`);
    return [
      {
        ...{ key: 'name', title: title('peerName'), kind: 'text', width: 380, pin: 'start' },
        value: (row) => INDENT.repeat(row.depth) + nameIn(language, row),
      },
      { key: 'office', title: title('peerNumber'), kind: 'number', width: 110, value: ({ office }) => office },
      {
        ...{ key: 'kind', title: title('type'), kind: 'enum', width: 160 },
        options: [...peerKinds, 'data_centre'].map((value) => ({ value, label: text(`org.option.peerKind.${value}`) })),
        // It is no office of a kind that people choose.
        value: ({ office, kind }) => (office === DATACENTER_OFFICE ? 'data_centre' : kind),
      },
      {
        ...{ key: 'parent', title: title('peerParent'), kind: 'text', width: 320 },
        value: ({ parentOffice }) => (parentOffice === null ? null : (names.get(parentOffice) ?? null)),
      },
      { key: 'isClosed', title: title('peerClosed'), kind: 'boolean', width: 90, value: ({ isClosed }) => isClosed },
    ];
  }, [data, text, language]);
  return (
    <Listing
      id="org.peers"
      label={text('org.peer.title')}
      rows={data}
      columns={columns}
      rowKey={({ office }) => String(office)}
      isLoading={isPending}
      height="calc(100dvh - 230px)"
      empty={{ title: text('org.peer.empty'), hint: text('org.peer.emptyHint') }}
    />
  );
}
