import { FRAME_LIMITS, headsOf, signedPart, splitOps, type Frame } from '#kernel/sync/frame.ts';
import type { Head } from '#kernel/sync/log.ts';
import { accept, refuse, type Verdict } from '#kernel/verdict.ts';
import type { DatacenterPorts } from './ports.ts';

export interface OpenedFrame {
  readonly ops: readonly Uint8Array[];
  /** The head after each op. */
  readonly heads: readonly Head[];
}

/**
 * The ops of a frame that this key has signed, and whose chain leads to the head that it names. Refuses
 * `SIGNATURE_INVALID`, `FRAME_MALFORMED` or `FRAME_BROKEN_CHAIN`.
 */
export function openSigned(
  { keys, codecs, chain }: Pick<DatacenterPorts, 'keys' | 'codecs' | 'chain'>,
  { header, payload }: Frame,
  publicKey: string,
): Verdict<OpenedFrame> {
  if (!keys.isSignedBy(publicKey, signedPart(header), header.signature)) return refuse('SIGNATURE_INVALID');
  // Opened only now: a stranger's bomb is never lit.
  const opened = codecs.find(({ name }) => name === header.codec)?.open(payload, FRAME_LIMITS.openedBytes);
  if (!opened) return refuse('FRAME_MALFORMED');
  const ops = splitOps(opened, header);
  if (!ops.ok) return ops;
  const heads = headsOf(header, ops.value, chain);
  return heads.ok ? accept({ ops: ops.value, heads: heads.value }) : heads;
}
