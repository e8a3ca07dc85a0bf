import { EventEmitter } from 'node:events';
import type { ChildMessage } from './child-messages.ts';
import { PortEnd } from './ports.ts';

/**
 * The other process of the double: gives the real bundle of the office a `process.parentPort`, as Electron's utility
 * process does. It is a process of its own, so that it can be killed for real.
 */
const far = new Map<number, PortEnd>();

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ kind: 'message', data, ports: [] });
  }
}

const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort });
const early: ChildMessage[] = [];
let hear = (message: ChildMessage): void => void early.push(message);
// The parent is the double, whose messages are typed by the same file.
process.on('message', (message) => hear(message as ChildMessage));
process.on('disconnect', () => process.exit(0));

const [entry = ''] = process.argv.slice(2);
await import(entry);
hear = deliver;
for (const message of early.splice(0)) deliver(message);

function deliver(message: ChildMessage): void {
  switch (message.kind) {
    case 'message':
      parentPort.emit('message', { data: message.data, ports: message.ports.map(adopt) });
      return;
    case 'port':
      far.get(message.id)?.postMessage(message.data);
      return;
    case 'close':
      far.get(message.id)?.close();
      far.delete(message.id);
  }
}

function adopt(id: number): PortEnd {
  const { port1, port2 } = PortEnd.pair();
  port2.transferTo((data) => send({ kind: 'port', id, data }));
  far.set(id, port2);
  return port1;
}

function send(message: ChildMessage): void {
  process.send?.(message);
}
