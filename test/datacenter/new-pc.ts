import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type OfficeDatabase } from '#db/open.ts';
import type { WriteDoor } from '#db/door.ts';
import { selfNumber } from '#db/self.ts';
import { verify, type Verification } from '#db/verify.ts';
import { isSignedBy, signerOf, zstd } from '#db/wire.ts';
import type { Answer, Call } from '#kernel/sync/messages.ts';
import { SyncClient } from '#office/sync/client.ts';
import { takeEnrolment } from '#office/sync/enrolment.ts';
import { openLine } from '#office/sync/line.ts';
import type { Net } from '#office/sync/ports.ts';
import { sentinelFile } from '#office/sync/sentinel-file.ts';
import { runSession } from '#office/sync/session.ts';
import { snapshotFolder } from '#office/sync/snapshot-folder.ts';
import { chanceOf } from '../sim/sync/chance.ts';
import { makeOffice, openDoor, SIM_SCHEMA } from '../sim/sync/disk.ts';
import { simModels, simTables } from '../sim/sync/tables.ts';
import { enrolByInvitation } from './enrol-by-invitation.ts';

const OFFICE_KEY = Buffer.alloc(32, 7);

interface Who {
  readonly address: string;
  readonly fingerprint: string;
  readonly centreKey: string;
  readonly keyId: string;
  readonly privateKey: string;
}

/** What a call asks, or `push`. */
export function kindOf(call: Call): string {
  return call.kind === 'push' ? 'push' : (JSON.parse(call.body) as { kind: string }).kind;
}

/** A PC whose office lies in a folder, encrypted, as the product keeps it: it can be closed, killed and opened again. */
export class NewPc {
  readonly folder: string;
  readonly database: OfficeDatabase;
  readonly door: WriteDoor;
  readonly client: SyncClient;
  readonly who: Who;
  readonly asked: string[] = [];

  constructor(folder: string) {
    this.folder = folder;
    // Written by `enrol`.
    this.who = JSON.parse(readFileSync(join(folder, 'who.json'), 'utf8')) as Who;
    this.database = openDatabase({ path: join(folder, 'office.db'), key: OFFICE_KEY, mustExist: true });
    const { centreKey, keyId, privateKey } = this.who;
    this.door = openDoor(this.database, { now: Date.now, chance: chanceOf(9) });
    this.client = new SyncClient({
      ...{ raw: this.database.raw, door: this.door, tables: simTables, schema: SIM_SCHEMA, pieceBytes: 20_000 },
      ports: {
        ...{ key: { id: keyId, sign: signerOf(privateKey) }, codec: zstd, now: Date.now },
        sentinel: sentinelFile(join(folder, 'sentinel.json')),
        snapshot: snapshotFolder(this.snapshotFolder, OFFICE_KEY),
        isCentre: (bytes, signature) => isSignedBy(centreKey, bytes, signature),
      },
    });
  }

  /** Makes an empty office in the folder and enrols it by the invitation. */
  static async enrol(folder: string, text: string): Promise<NewPc> {
    const { address, fingerprint, given, keyId, privateKey } = await enrolByInvitation(text, 'PC 2');
    const who: Who = { address, fingerprint, centreKey: given.centreKey, keyId, privateKey };
    writeFileSync(join(folder, 'who.json'), JSON.stringify(who));
    const database = openDatabase({ path: join(folder, 'office.db'), key: OFFICE_KEY });
    makeOffice(database.raw);
    takeEnrolment(
      { raw: database.raw, door: openDoor(database, { now: Date.now, chance: chanceOf(9) }), tables: simTables },
      given,
    );
    database.close();
    return new NewPc(folder);
  }

  get snapshotFolder(): string {
    return join(this.folder, 'fetching');
  }

  get isFetching(): boolean {
    return selfNumber(this.database.raw, 'fetching', 0) === 1;
  }

  get hasChunks(): boolean {
    return existsSync(this.snapshotFolder);
  }

  /** A session over the real line; `change` may alter, or throw instead of, what comes. */
  async sync(
    change: (answer: Answer, call: Call) => Answer = (answer) => answer,
    address = this.who.address,
  ): Promise<string> {
    const line = openLine({ ...this.who, address });
    const net: Net = {
      send: async (call) => {
        this.asked.push(kindOf(call));
        return change(await line.send(call), call);
      },
    };
    try {
      return await runSession(this.client, net);
    } finally {
      line.close();
    }
  }

  verify(): Promise<Verification> {
    return verify({ database: this.database, models: simModels });
  }

  /** Closes the office and opens it again, as after a restart of the program. */
  restarted(): NewPc {
    this.close();
    return new NewPc(this.folder);
  }

  close(): void {
    this.database.close();
  }
}

/** Everything that the log makes: the log itself, what undoes it, records and number series. */
export function contentOf(raw: OfficeDatabase['raw']): Readonly<Record<string, readonly unknown[]>> {
  const names = ['op_log', 'op_undo', 'number_series', ...simModels.map(({ name }) => name)];
  return Object.fromEntries(
    names.map((name) => [name, raw.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).raw().all()]),
  );
}
