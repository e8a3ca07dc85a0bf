import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { assert } from '#kernel/assert.ts';
import type { CentreKeys, Witness, WitnessedDevice, WitnessEntry } from '#datacenter/protocol/ports.ts';

const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('epoch'), office: z.int().positive(), epoch: z.int().positive() }),
  z.object({ kind: z.literal('incarnation'), incarnation: z.int().positive() }),
  z.object({
    kind: z.literal('device'),
    office: z.int().positive(),
    keyId: z.string(),
    publicKey: z.string(),
    isRevoked: z.boolean(),
  }),
]);
const line = z.object({ entry, signature: z.string() });

/** What the witness knows; the simulator keeps it without a file. */
export class WitnessMemory {
  readonly #epochs = new Map<number, number>();
  readonly #devices = new Map<string, WitnessedDevice>();
  #incarnation = 0;

  epochOf(office: number): number {
    return this.#epochs.get(office) ?? 0;
  }

  incarnation(): number {
    return this.#incarnation;
  }

  deviceOf(office: number, keyId: string): WitnessedDevice | undefined {
    return this.#devices.get(`${office} ${keyId}`);
  }

  note(noted: WitnessEntry): void {
    switch (noted.kind) {
      case 'epoch':
        this.#epochs.set(noted.office, Math.max(noted.epoch, this.epochOf(noted.office)));
        return;
      case 'incarnation':
        this.#incarnation = Math.max(noted.incarnation, this.#incarnation);
        return;
      case 'device': {
        const { office, keyId, publicKey, isRevoked } = noted;
        // A key that was revoked once stays so.
        const wasRevoked = this.deviceOf(office, keyId)?.isRevoked ?? false;
        this.#devices.set(`${office} ${keyId}`, { publicKey, isRevoked: isRevoked || wasRevoked });
      }
    }
  }
}

/**
 * The witness on a disk of its own: a file that is only appended to, each line signed by the data centre and flushed
 * before the database may follow. A line that is not genuine stops the server: a witness that lies is worse than none.
 * The beginning of a line that a power cut left is taken away; nothing had followed it.
 */
export function openWitnessFile(
  path: string,
  keys: Pick<CentreKeys, 'sign' | 'isSignedBy'>,
  publicKey: string,
): Witness {
  const memory = new WitnessMemory();
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) cut(path, Buffer.byteLength(whole));
  for (const written of whole.split('\n').filter((each) => each !== '')) {
    const read = line.parse(JSON.parse(written));
    assert(keys.isSignedBy(publicKey, part(read.entry), read.signature), `The witness ${path} holds a forged line.`);
    memory.note(read.entry);
  }
  return {
    epochOf: (office) => memory.epochOf(office),
    incarnation: () => memory.incarnation(),
    deviceOf: (office, keyId) => memory.deviceOf(office, keyId),
    note: (noted) => {
      append(path, JSON.stringify({ entry: noted, signature: keys.sign(part(noted)) }));
      memory.note(noted);
    },
  };
}

/** In a fixed order of the fields, as JSON keeps it for what was parsed in that order. */
function part(noted: WitnessEntry): Uint8Array {
  const fields = Object.entries(noted).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(['witness', fields]));
}

function append(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, `${text}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function cut(path: string, length: number): void {
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
