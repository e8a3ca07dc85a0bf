import type { MessagePortMain, ParentPort } from 'electron';
import { Refusal, refusal } from '#db/refusal.ts';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import type { OfficeSecret } from '#office/folder.ts';
import { DEFAULT_LAN_PORT } from '#office/lan.ts';
import { openOffice, type Office } from '#office/office.ts';
import { serveOffice, type Serving } from '#office/serve.ts';
import { servePort, type PortMemory } from '#office/transports/port.ts';
import type { FromOffice, OfficeKey, ToOffice } from './office-messages.ts';

/** The process of the office service: opens the office that the main process names, and serves each window's port. */
const parent: ParentPort = process.parentPort;
let office: Office | null = null;
let serving: Serving | null = null;
const waiting: MessagePortMain[] = [];

let kept: string | null = null;
const memory: PortMemory = {
  get cookie() {
    return kept;
  },
  set cookie(next: string | null) {
    kept = next;
    tell({ type: 'cookie', cookie: next });
  },
};

parent.on('message', ({ data, ports }) => {
  // Only our own main process holds the other end of this port.
  const message = data as ToOffice;
  switch (message.type) {
    case 'open':
      return void open(message);
    case 'port':
      return welcome(ports[0]);
    case 'close':
      return void close();
    default:
      return message satisfies never;
  }
});

async function open(message: Extract<ToOffice, { type: 'open' }>): Promise<void> {
  kept = message.cookie;
  const { folder, version, packageKind, isDemonstration, isSharedOnLan } = message;
  try {
    const opened = openOffice({
      ...{ folder, version, packageKind, isDemonstration, secret: secretOf(message.secret) },
      onRestart: () => tell({ type: 'restart' }),
      onRelease: (release) => tell({ type: 'release', release }),
    });
    if (isDemonstration) await foundDemonstrationOffice(opened, DEMONSTRATION.employees);
    if (isSharedOnLan) serving = await serveOffice({ office: opened, port: 0, lanPort: DEFAULT_LAN_PORT });
    // Only now are windows let in: before, they would be offered to found an office that is being founded.
    office = opened;
    const { settings, dataKey, sync } = opened.core;
    // A key that was had by a passphrase is handed back, so that this PC can keep it sealed.
    const found = message.secret.kind === 'passphrase' ? new Uint8Array(dataKey) : null;
    tell({ type: 'opened', updateAddress: sync.isLinked ? '' : settings().updateAddress, dataKey: found });
    for (const port of waiting.splice(0)) welcome(port);
  } catch (error) {
    // The office that comes now has a key of its own, which the main process makes.
    if (error instanceof Refusal && error.problems[0]?.code === 'OFFICE_SET_ASIDE') return tell({ type: 'restart' });
    const known = error instanceof Refusal ? error : refusal('DATABASE_CANNOT_OPEN');
    if (known !== error)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
    tell({ type: 'failed', problems: known.problems });
  }
}

function welcome(port: MessagePortMain | undefined): void {
  if (!port) return;
  if (!office) {
    waiting.push(port);
    return;
  }
  servePort(office, port, memory);
  port.start();
}

async function close(): Promise<void> {
  await serving?.close();
  await office?.close();
  tell({ type: 'closed' });
}

function secretOf(key: OfficeKey): OfficeSecret {
  switch (key.kind) {
    case 'demonstration':
      return { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase };
    case 'key':
      return { kind: 'key', dataKey: Buffer.from(key.dataKey) };
    case 'passphrase':
      return key;
  }
}

function tell(message: FromOffice): void {
  parent.postMessage(message);
}
