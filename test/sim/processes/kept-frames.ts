import { decodeFrame, FRAME_LIMITS, signedPart, splitOps } from '#kernel/sync/frame.ts';
import { NO_HEAD } from '#kernel/sync/log.ts';
import { chainHead, isSignedBy, zstd } from '#db/wire.ts';
import type { Rig } from './rig.ts';

interface KeptFrame extends Record<string, unknown> {
  readonly from: number;
  readonly to: number;
  readonly head: string;
  readonly frame: Buffer;
}

/**
 * What is wrong with the frames that the data centre keeps of these offices: each must be as a device of the office has
 * signed it, follow on the one before, and carry the chain on to the head that is told of it and of the log.
 */
export async function framesOf(rig: Rig, numbers: readonly number[]): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const no of numbers) {
    const keys = await rig.rows<{ id: string; key: string }>(
      'SELECT key_id AS id, public_key AS key FROM office_device WHERE office_no = $1',
      no,
    );
    const kept = await rig.rows<KeptFrame>(
      'SELECT from_seq AS "from", to_seq AS "to", head, frame FROM office_frame WHERE office_no = $1 ORDER BY from_seq',
      no,
    );
    let [end, head] = [0, NO_HEAD];
    for (const frame of kept) {
      const name = `frame ${frame.from} to ${frame.to} of office ${no}`;
      if (frame.from !== end + 1) findings.push(`${name} follows on ${end}`);
      const made = headAfter(frame, head, (id) => keys.find((each) => each.id === id)?.key ?? '');
      if (made !== frame.head) findings.push(`${name} ${made ?? 'is not as it was signed'}`);
      [end, head] = [frame.to, frame.head];
    }
    const [stream] = await rig.rows<{ seq: number; head: string }>(
      'SELECT seq, head FROM office_stream WHERE office_no = $1',
      no,
    );
    if (stream?.seq !== end || stream.head !== head) findings.push(`the frames of office ${no} end at ${end}`);
  }
  return findings;
}

/** The head after the ops that are new in a frame, or null when it is not what a device has signed. */
function headAfter({ from, frame }: KeptFrame, before: string, keyOf: (id: string) => string): string | null {
  const read = decodeFrame(frame);
  if (!read.ok) return null;
  const { header, payload } = read.value;
  const opened = zstd.open(payload, FRAME_LIMITS.openedBytes);
  const ops = opened && splitOps(opened, header);
  if (!ops?.ok || !isSignedBy(keyOf(header.key), signedPart(header), header.signature)) return null;
  // The frame itself may begin earlier.
  return ops.value.slice(from - header.from).reduce((head, op) => chainHead(head, op), before);
}
