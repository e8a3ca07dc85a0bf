import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { assert } from '#kernel/assert.ts';
import { FOUR_BYTES } from '#kernel/sync/log.ts';
import type {
  CentreKeys,
  Witness,
  WitnessedDevice,
  WitnessedDeviceOf,
  WitnessEntry,
} from '#datacenter/protocol/ports.ts';

/** What a newer server has added to a line stays in it: the signature is over that too. */
const small = z.int().positive().max(FOUR_BYTES);
const entry = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('epoch'), office: small, epoch: small }),
  z.looseObject({ kind: z.literal('incarnation'), incarnation: z.int().positive() }),
  z.looseObject({ kind: z.literal('office'), office: small }),
  z.looseObject({
    kind: z.literal('device'),
    office: small,
    keyId: z.string(),
    publicKey: z.string(),
    isRevoked: z.boolean(),
    isReplaced: z.boolean().optional(),
  }),
]);
const line = z.object({ entry, signature: z.string() });

/** What the witness knows; the simulator keeps it without a file. */
export class WitnessMemory {
  readonly #epochs = new Map<number, number>();
  readonly #devices = new Map<string, WitnessedDevice>();
  #incarnation = 0;
  #lastOffice = 0;

  epochOf(office: number): number {
    return this.#epochs.get(office) ?? 0;
  }

  incarnation(): number {
    return this.#incarnation;
  }

  lastOffice(): number {
    return this.#lastOffice;
  }

  deviceOf(office: number, keyId: string): WitnessedDevice | undefined {
    return this.#devices.get(`${office} ${keyId}`);
  }

  devicesOf(office: number): readonly WitnessedDeviceOf[] {
    const mark = `${office} `;
    return [...this.#devices].flatMap(([key, device]) =>
      key.startsWith(mark) ? [{ ...device, keyId: key.slice(mark.length) }] : [],
    );
  }

  note(noted: WitnessEntry): void {
    switch (noted.kind) {
      case 'epoch':
        this.#epochs.set(noted.office, Math.max(noted.epoch, this.epochOf(noted.office)));
        return;
      case 'incarnation':
        this.#incarnation = Math.max(noted.incarnation, this.#incarnation);
        return;
      case 'office':
        this.#lastOffice = Math.max(noted.office, this.#lastOffice);
        return;
      case 'device': {
        const { office, keyId, publicKey, isRevoked } = noted;
        // A key that was revoked once stays so, and one that somebody stopped was never just replaced: in any order.
        const before = this.deviceOf(office, keyId);
        const reasons = [...(before?.isRevoked ? [before] : []), ...(isRevoked ? [noted] : [])];
        const isReplaced = reasons.length > 0 && reasons.every((each) => each.isReplaced === true);
        const device = { publicKey, isRevoked: reasons.length > 0, ...(isReplaced && { isReplaced }) };
        this.#devices.set(`${office} ${keyId}`, device);
      }
    }
  }
}

/**
 * The witness on a disk of its own: a file that is only appended to, each line signed by the data centre and flushed
 * before the database may follow. A line that is not genuine stops the server: a witness that lies is worse than none.
 * Several servers may share the file: each reads what the others have added before it answers. A line that a power cut
 * left half is passed over: nothing was done that leans on it.
 */
export function openWitnessFile(
  path: string,
  keys: Pick<CentreKeys, 'sign' | 'isSignedBy'>,
  publicKey: string,
): Witness {
  const memory = new WitnessMemory();
  let known = 0;
  const catchUp = (): WitnessMemory => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    assert(size >= known, `The witness ${path} has become shorter.`);
    if (size === known) return memory;
    const text = readBetween(path, known, size);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const written of whole.split('\n')) {
      const read = readLine(written);
      if (read === null) continue;
      assert(keys.isSignedBy(publicKey, part(read.entry), read.signature), `The witness ${path} holds a forged line.`);
      memory.note(read.entry);
    }
    known += Buffer.byteLength(whole);
    return memory;
  };
  catchUp();
  return {
    epochOf: (office) => catchUp().epochOf(office),
    incarnation: () => catchUp().incarnation(),
    lastOffice: () => catchUp().lastOffice(),
    deviceOf: (office, keyId) => catchUp().deviceOf(office, keyId),
    devicesOf: (office) => catchUp().devicesOf(office),
    note: (noted) => {
      // What could not be read again would stop every server that starts.
      entry.parse(noted);
      append(path, JSON.stringify({ entry: noted, signature: keys.sign(part(noted)) }));
      memory.note(noted);
    },
  };
}

function readLine(text: string): z.infer<typeof line> | null {
  try {
    return text === '' ? null : line.parse(JSON.parse(text));
  } catch (error) {
    // Half a line; one that is whole and says something else stops the server.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** In a fixed order of the fields, as JSON keeps it for what was parsed in that order. */
function part(noted: WitnessEntry): Uint8Array {
  const fields = Object.entries(noted).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(['witness', fields]));
}

function readBetween(path: string, from: number, to: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    let read = 0;
    for (let step = 1; step > 0 && read < bytes.length; read += step) {
      step = readSync(file, bytes, read, bytes.length - read, from + read);
    }
    return bytes.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}

/** One write at the end of the file, wherever that is by now; what was left half there is ended first. */
function append(path: string, text: string): void {
  const file = openSync(path, 'a+', 0o600);
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1, '\n');
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    writeSync(file, `${last.toString() === '\n' ? '' : '\n'}${text}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
