import type { Store } from '#datacenter/protocol/store.ts';
import { channelEntries } from '#datacenter/protocol/tables.ts';
import type { Entry } from '#kernel/sync/messages.ts';
import { imageOf, type Shape } from '#kernel/sync/shaped.ts';

/** What lies in a channel, in its order, as an office reads it. */
export async function entriesOf(store: Store, channel: number): Promise<readonly Entry[]> {
  const rows = await store.transaction((tx) => tx.range(channelEntries, channel, { limit: 99 }));
  return rows.map(({ shape, entry }) => {
    const read = JSON.parse(entry) as unknown;
    if (shape === '') return read as Entry;
    return { kind: 'row', image: imageOf(JSON.parse(shape) as Shape, read as readonly unknown[]) } as Entry;
  });
}
