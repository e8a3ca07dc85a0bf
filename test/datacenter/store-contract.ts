import { describe, expect, it } from 'vitest';
import type { Store } from '#datacenter/protocol/store.ts';
import {
  channelEntries,
  channels,
  devices,
  frames,
  outbox,
  streams,
  type OutboxRow,
  type StreamRow,
} from '#datacenter/protocol/tables.ts';

const stream = (officeNo: number, rest: Partial<StreamRow> = {}): StreamRow => ({
  ...{ officeNo, epoch: 1, seq: 0, head: '0', appliedSeq: 0, isRouted: true, durableSeq: 0, held: 0, isFrozen: false },
  ...{ lastSeenAt: 0, health: null },
  ...rest,
});

const sent = (officeNo: number, seq: number, ix: number): OutboxRow => ({
  ...{ officeNo, seq, ix, toChannel: 9 },
  entry: { kind: 'released', op: 'o', seq },
});

/** What every store keeps, so that the simulator's double is one: the same questions to both. */
export function storeContract(name: string, store: () => Store): void {
  describe(`a store ${name}`, () => {
    it('keeps what a transaction wrote, and nothing of one that failed', async () => {
      await store().transaction((tx) => tx.put(streams, [stream(801)]));
      const failed = store().transaction(async (tx) => {
        await tx.put(streams, [stream(801, { epoch: 9 }), stream(802)]);
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      const found = await store().transaction(async (tx) => [
        await tx.get(streams, [801]),
        await tx.get(streams, [802]),
      ]);
      expect(found).toEqual([stream(801), undefined]);
    });

    it('writes over what has the same key, and removes whole keys only', async () => {
      await store().transaction((tx) => tx.put(outbox, [sent(803, 1, 0), sent(803, 1, 1), sent(803, 2, 0)]));
      await store().transaction((tx) => tx.put(outbox, [{ ...sent(803, 1, 1), toChannel: 10 }]));
      await store().transaction((tx) =>
        tx.remove(outbox, [
          [803, 1, 0],
          [803, 7, 7],
        ]),
      );
      const rows = await store().transaction((tx) => tx.range(outbox, 803, { limit: 10 }));
      expect(rows).toEqual([{ ...sent(803, 1, 1), toChannel: 10 }, sent(803, 2, 0)]);
    });

    it('inserts what has a new key, with every letter as it is, and refuses one that is there', async () => {
      const entry = { kind: 'released', op: 'a\tb\\N\n\r"\'é ـ', seq: 1 } as const;
      const told = { ...sent(807, 1, 0), entry };
      await store().transaction((tx) => tx.insert(outbox, [told]));
      expect(await store().transaction((tx) => tx.range(outbox, 807, { limit: 10 }))).toEqual([told]);
      const row = { channelNo: -807, no: 1, source: '\\N\t\\.\n', shape: '', entry: JSON.stringify(entry) };
      await store().transaction((tx) => tx.insert(channelEntries, [row, { ...row, no: 2 }]));
      const found = await store().transaction((tx) => tx.range(channelEntries, -807, { limit: 10 }));
      expect(found).toEqual([row, { ...row, no: 2 }]);
      await expect(store().transaction((tx) => tx.insert(channelEntries, [row]))).rejects.toThrow();
      const bytes = Buffer.from([0, 9, 10, 13, 92, 255]);
      const frame = { officeNo: 807, fromSeq: 1, toSeq: 1, epoch: 1, head: 'h', schemaVersion: 1, receivedAt: 5 };
      await store().transaction((tx) => tx.insert(frames, [{ ...frame, frame: bytes }]));
      const kept = await store().transaction((tx) => tx.get(frames, [807, 1]));
      expect([...(kept?.frame ?? [])]).toEqual([...bytes]);
    });

    it('makes a record once, whoever else makes it at the same time', async () => {
      const counted = Array.from({ length: 12 }, () =>
        store().transaction(async (tx) => {
          const channel = await tx.lockOrMake(channels, { channelNo: -808, lastNo: 0, floorNo: 0 });
          await tx.put(channels, [{ ...channel, lastNo: channel.lastNo + 1 }]);
        }),
      );
      await Promise.all(counted);
      expect((await store().transaction((tx) => tx.get(channels, [-808])))?.lastNo).toBe(12);
    });

    it('gives ranges in the order of the key, from behind a number, up to a limit', async () => {
      const text = { shape: '', entry: '{}' };
      const rows = [12, 3, 7, 100].map((no) => ({ channelNo: -804, no, source: 's', ...text }));
      await store().transaction((tx) => tx.put(channelEntries, rows));
      const numbers = (options: { after?: number; limit: number }): Promise<readonly number[]> =>
        store().transaction(async (tx) => (await tx.range(channelEntries, -804, options)).map(({ no }) => no));
      expect(await numbers({ limit: 10 })).toEqual([3, 7, 12, 100]);
      expect(await numbers({ after: 7, limit: 10 })).toEqual([12, 100]);
      expect(await numbers({ after: 0, limit: 2 })).toEqual([3, 7]);
    });

    it('finds the frame that holds an op, with its bytes', async () => {
      const frame = (fromSeq: number, toSeq: number) => ({
        ...{ officeNo: 805, fromSeq, toSeq, epoch: 1, head: 'h', schemaVersion: 1, receivedAt: 5 },
        frame: Buffer.from([0, 255, toSeq]),
      });
      await store().transaction((tx) => tx.put(frames, [frame(1, 4), frame(5, 9)]));
      const at = (seq: number) => store().transaction((tx) => tx.upTo(frames, 805, seq));
      expect((await at(4))?.toSeq).toBe(4);
      expect((await at(5))?.toSeq).toBe(9);
      expect([...((await at(50))?.frame ?? [])]).toEqual([0, 255, 9]);
      expect(await at(0)).toBeUndefined();
    });

    it('finds several at once by the second part of their keys', async () => {
      const device = (keyId: string) => ({
        ...{ officeNo: 806, keyId, publicKey: 'p', name: null, enrolledAt: 1, revokedAt: null, isReplaced: false },
      });
      await store().transaction((tx) => tx.put(devices, [device('a'), device('b'), device('c')]));
      const found = await store().transaction((tx) => tx.some(devices, 806, ['a', 'c', 'z']));
      expect(found.map(({ keyId }) => keyId).toSorted()).toEqual(['a', 'c']);
    });

    it('knows the offices with something waiting, the longest first', async () => {
      await store().transaction(async (tx) => {
        await tx.put(streams, [
          stream(811, { seq: 4, lastSeenAt: 30 }),
          stream(812, { isRouted: false, lastSeenAt: 20 }),
        ]);
        await tx.put(streams, [stream(813, { held: 1, lastSeenAt: 10 }), stream(814, { seq: 4, appliedSeq: 4 })]);
      });
      expect((await store().behind(100)).filter((office) => office > 810 && office < 820)).toEqual([813, 812, 811]);
      await store().transaction((tx) => tx.remove(streams, [[811], [812], [813]]));
    });

    it('lets one of two transactions wait for the other on a locked record', async () => {
      await store().transaction((tx) => tx.put(streams, [stream(821)]));
      const add = (): Promise<void> =>
        store().transaction(async (tx) => {
          const row = await tx.lock(streams, [821]);
          if (row) await tx.put(streams, [{ ...row, seq: row.seq + 1, appliedSeq: row.seq + 1 }]);
        });
      await Promise.all(Array.from({ length: 8 }, add));
      expect((await store().transaction((tx) => tx.get(streams, [821])))?.seq).toBe(8);
    });
  });
}
