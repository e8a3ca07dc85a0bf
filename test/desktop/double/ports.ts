import { EventEmitter } from 'node:events';

/** One end of a channel, with the manners of Electron's `MessagePortMain`: nothing is delivered before `start`. */
export class PortEnd extends EventEmitter {
  #peer: PortEnd | null = null;
  #sink: ((data: unknown) => void) | null = null;
  #queue: unknown[] = [];
  #isStarted = false;

  static pair(): { port1: PortEnd; port2: PortEnd } {
    const [port1, port2] = [new PortEnd(), new PortEnd()];
    port1.#peer = port2;
    port2.#peer = port1;
    return { port1, port2 };
  }

  postMessage(data: unknown): void {
    const peer = this.#peer;
    if (peer) peer.#receive(data);
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    const peer = this.#peer;
    this.#peer = null;
    if (!peer) return;
    peer.#peer = null;
    peer.emit('close');
  }

  /** The port now lives elsewhere: what comes in goes there. */
  transferTo(sink: (data: unknown) => void): void {
    this.#sink = sink;
    for (const data of this.#queue.splice(0)) sink(data);
  }

  #receive(data: unknown): void {
    if (this.#sink) this.#sink(data);
    else if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }
}
