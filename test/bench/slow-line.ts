import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { chanceOf, type Chance } from '../sim/sync/chance.ts';

export interface LineOptions {
  /** Each way; without it as fast as the machine. */
  readonly bytesPerSecond?: number;
  /** From one end to the other, so that a round trip takes twice as long. */
  readonly delayMs?: number;
  /** The share of packets that are lost once and sent again a round trip later; whatever follows them waits. */
  readonly stalled?: number;
}

const PACKET = 1_400;
const MOST_UNDER_WAY = 32 * 1_024;
const SEED = 64;

interface Tripwire {
  readonly way: 'up' | 'down';
  left: number;
  readonly act: () => void;
}

/** A line between an office and its data centre that is slow, far and bad, that counts what passes, and that is cut. */
export class SlowLine {
  readonly address: string;
  /** Bytes that the office sent. */
  up = 0;
  /** Bytes that the office was sent. */
  down = 0;
  /** Nobody is put through; whoever speaks already goes on until the line is cut. */
  isDown = false;
  #target: string;
  #tripwire: Tripwire | null = null;
  readonly #server: Server;
  readonly #ends = new Set<Socket>();

  private constructor(server: Server, target: string) {
    this.#server = server;
    this.#target = target;
    const { port } = server.address() as AddressInfo;
    this.address = `https://127.0.0.1:${port}`;
  }

  static async open(target: string, options: LineOptions = {}): Promise<SlowLine> {
    const chance = chanceOf(SEED);
    const server = createServer({ allowHalfOpen: false }, (near) => {
      if (line.isDown) return void near.destroy();
      const { hostname, port } = new URL(line.#target);
      const far = createConnection(Number(port), hostname);
      for (const end of [near, far]) {
        end.setNoDelay(true);
        line.#ends.add(end);
        end.on('error', () => undefined);
        end.on('close', () => {
          line.#ends.delete(end);
          near.destroy();
          far.destroy();
        });
      }
      carry(near, far, {
        ...{ ...options, chance },
        onSent: (bytes) => void (line.up += bytes),
        onDelivered: (bytes) => line.#delivered('up', bytes),
      });
      carry(far, near, {
        ...{ ...options, chance },
        onSent: (bytes) => void (line.down += bytes),
        onDelivered: (bytes) => line.#delivered('down', bytes),
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = new SlowLine(server, target);
    return line;
  }

  /** Whoever calls from now on is put through to another server; whoever speaks already is cut off. */
  turnTo(target: string): void {
    this.#target = target;
    this.cut();
  }

  /** The server that callers are put through to. */
  get target(): string {
    return this.#target;
  }

  /** Does something once so many more bytes have arrived on this way: in the middle of whatever is being sent then. */
  after(way: 'up' | 'down', bytes: number, act: () => void): void {
    this.#tripwire = { way, left: bytes, act };
  }

  #delivered(way: 'up' | 'down', bytes: number): void {
    const wire = this.#tripwire;
    if (wire?.way !== way) return;
    wire.left -= bytes;
    if (wire.left > 0) return;
    this.#tripwire = null;
    wire.act();
  }

  /** Everything under way is lost. */
  cut(): void {
    for (const end of this.#ends) end.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

interface Carrying extends LineOptions {
  readonly chance: Chance;
  readonly onSent: (bytes: number) => void;
  readonly onDelivered: (bytes: number) => void;
}

function carry(
  from: Socket,
  to: Socket,
  { bytesPerSecond = Infinity, delayMs = 0, stalled = 0, chance, onSent, onDelivered }: Carrying,
): void {
  const packets: { readonly at: number; readonly packet: Buffer }[] = [];
  let free = 0;
  let underWay = 0;
  const deliver = (): void => {
    for (let first = packets[0]; first !== undefined && first.at <= performance.now(); first = packets[0]) {
      packets.shift();
      underWay -= first.packet.length;
      if (to.destroyed) continue;
      to.write(first.packet);
      onDelivered(first.packet.length);
    }
    if (underWay <= MOST_UNDER_WAY) from.resume();
    if (packets[0]) setTimeout(deliver, Math.max(0, packets[0].at - performance.now()));
  };
  from.on('data', (data: Buffer) => {
    const isIdle = packets.length === 0;
    for (let at = 0; at < data.length; at += PACKET) {
      const packet = data.subarray(at, at + PACKET);
      onSent(packet.length);
      free = Math.max(performance.now(), free) + (packet.length / bytesPerSecond) * 1_000;
      if (chance.hits(stalled)) free += 2 * delayMs;
      underWay += packet.length;
      packets.push({ at: free + delayMs, packet });
    }
    if (underWay > MOST_UNDER_WAY) from.pause();
    if (isIdle) deliver();
  });
}
