import type { Op } from '#db/op.ts';
import { chainHead, compressApart, isSignedBy, newKeyPair, sha256, signerOf, zstd } from '#db/wire.ts';
import { integer, modelOf, money, date, optional, syncedTable, text, id } from '#db/columns.ts';
import { encodeFrame, joinOps, signedPart, type UnsignedHeader } from '#kernel/sync/frame.ts';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { answer } from '#datacenter/protocol/entrance.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { modelTables } from '#datacenter/protocol/model-tables.ts';
import { CHUNK_OPENED_BYTES } from '#datacenter/protocol/pack.ts';
import type { DatacenterPorts } from '#datacenter/protocol/ports.ts';
import type { PostgresStore } from '#datacenter/storage/postgres-store.ts';
import { WitnessMemory } from '#datacenter/storage/witness-file.ts';
import { LedgerMemory } from '../sim/sync/ledger-memory.ts';

/** An office of any size, one paper an op, and a data centre that takes it. */

/** Twelve columns, as the note of the design has measured them. */
export const paper = syncedTable('bench_paper', {
  ...{ unitId: id(), itemId: id(), number: text(), title: text(), state: text(), quantity: integer() },
  ...{ price: money(), total: money(), issuedOn: date(), receiver: text(), note: optional(text()), year: integer() },
});
export const model = modelOf(paper);

const OPS_A_FRAME = 2_000;
export const CLERK = '01900000-0000-7000-8000-000000000001';
const STATES = ['draft', 'posted', 'reversed'];

export function portsOf(store: PostgresStore): DatacenterPorts {
  const centre = newKeyPair();
  return {
    ...{ store, chain: chainHead, codecs: [zstd], now: Date.now, schema: 3, oldestSchema: 1 },
    ...{ keys: { isSignedBy, sign: signerOf(centre.privateKey) }, witness: new WitnessMemory() },
    ledger: new LedgerMemory(() => modelTables([model])),
    ...{ tables: modelTables([model]), objection: () => null, isBusy: () => false },
    packing: {
      ...{ compress: compressApart, sha256, openedBytes: CHUNK_OPENED_BYTES },
      during: (work) => work(),
    },
  };
}

interface Made {
  readonly frames: readonly Uint8Array[];
  readonly wire: { readonly raw: number; readonly sent: number };
}

/** An office enrolled, and its frames, one row an op. */
export async function made(
  ports: DatacenterPorts,
  office: number,
  rows: number,
  opsAFrame = OPS_A_FRAME,
): Promise<Made> {
  const { publicKey, privateKey } = newKeyPair();
  const sign = signerOf(privateKey);
  const { epoch } = await enrol(ports, { office, keyId: 'k1', publicKey });
  const frames: Uint8Array[] = [];
  let [raw, sent, head] = [0, 0, NO_HEAD];
  for (let from = 1; from <= rows; from += opsAFrame) {
    const to = Math.min(rows, from + opsAFrame - 1);
    const ops = Array.from({ length: to - from + 1 }, (_, at) => Buffer.from(JSON.stringify(opOf(office, from + at))));
    const previous = head;
    for (const op of ops) head = chainHead(head, op);
    const place = { protocol: 1, office, epoch, from, to, previous, head } as const;
    const header: UnsignedHeader = { ...place, schema: 3, codec: 'zstd', key: 'k1' };
    const payload = zstd.compress(joinOps(ops));
    const frame = encodeFrame({ header: { ...header, signature: sign(signedPart(header)) }, payload });
    raw += ops.reduce((sum, op) => sum + op.length, 0);
    sent += frame.length;
    frames.push(frame);
  }
  return { frames, wire: { raw, sent } };
}

function opOf(office: number, no: number): Op {
  const row = rowOf(no);
  const effect = ['i', 'bench_paper', idOf('9', office, no), row] as const;
  const clock = 246_662_119_727_104 + no * 4_096;
  return {
    ...{ id: idOf('8', office, no), k: 'bench.paper.post', v: 1, s: 3, h: clock, w: 1_800_000_000_000 + no * 977 },
    ...{ u: CLERK, e: [effect] },
  };
}

export function rowOf(no: number): Readonly<Record<string, string | number | null>> {
  const price = 250 * (1 + (no % 40));
  return {
    ...{
      unitId: idOf('a', 0, no % 20),
      itemId: idOf('b', 0, no % 500),
      number: `118/OUT/2026/${String(no).padStart(6, '0')}`,
    },
    ...{ title: 'صرف مواد مخزنية', state: STATES[no % 3] ?? '', quantity: no % 17, price, total: price * (no % 17) },
    ...{
      issuedOn: `2026-${String(1 + (no % 12)).padStart(2, '0')}-15`,
      receiver: `موظف ${no % 300}`,
      note: null,
      year: 2026,
    },
  };
}

/** As UUIDv7 are: their time in front, chance behind. */
export function idOf(kind: string, office: number, no: number): string {
  const chance = chainHead(NO_HEAD, Buffer.from(`${kind} ${office} ${no}`));
  const time = (0x01900000_0000 + no * 977 + office).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${kind}${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}

export async function pushed(ports: DatacenterPorts, frames: readonly Uint8Array[]): Promise<void> {
  for (const frame of frames) {
    const given = await answer(ports, { kind: 'push', frame });
    if (given.kind !== 'acked') throw new Error(given.kind);
  }
}
