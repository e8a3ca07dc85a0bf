import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { openDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { demand } from '#db/refusal.ts';
import { ServerProcess } from '../datacenter/server-process-handle.ts';
import { makeSimTables, simProgram } from '../datacenter/sim-program.ts';
import { startPostgres } from '../postgres.ts';

/** A data centre whose server is a process of its own, as it is for every office. */
export interface CentreApart {
  readonly address: string;
  /** For whatever an office keeps; gone with the data centre. */
  readonly folder: string;
  newOffice(): Promise<number>;
  /** An invitation of this office, or of a new one. */
  invitation(office?: number): Promise<string>;
  /** Waits until everything that is stored is applied and handed on. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function serveApart(): Promise<CentreApart> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const databaseUrl = await postgres.newDatabase();
  await makeSimTables(databaseUrl);
  const server = await ServerProcess.start({ folder, databaseUrl });
  const { address } = server;
  const opened = await openDatacenter(simProgram, { databaseUrl, folder, witness: join(folder, 'witness.jsonl') });
  const newOffice = async (): Promise<number> => {
    const names = { nameAr: 'مديرية', nameCkb: null, nameEn: null, kind: 'directorate', governorate: 'baghdad' };
    return (await addOffice(opened.ports, { ...names, latitude: null, longitude: null, parentNo: null })).officeNo;
  };
  return {
    ...{ address, folder, newOffice },
    invitation: async (office) => {
      const asked = { office: office ?? (await newOffice()), address, madeBy: 'bench' };
      return demand(await invite(opened, asked)).invitation;
    },
    settled: async () => {
      const left = 'SELECT 1 FROM office_stream WHERE applied_seq < seq OR NOT is_routed';
      while ((await opened.store.pool.query(left)).rows.length > 0) await wait(20);
    },
    close: async () => {
      await server.stop('SIGTERM');
      await opened.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
