import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datacenterProgram } from '#cli/datacenter-program.ts';
import { addOffice } from '#datacenter/protocol/offices.ts';
import { publish } from '#datacenter/protocol/publish-release.ts';
import { serveDatacenter } from '#datacenter/server/serve.ts';
import { invite } from '#datacenter/server/upkeep.ts';
import { demand } from '#db/refusal.ts';
import { chunkCount, FILE_LIMITS } from '#kernel/sync/file-chunks.ts';
import { readInvitation } from '#kernel/sync/enrolment.ts';
import type { Office } from '#office/office.ts';
import { startPostgres } from './postgres.ts';

/** A data centre over TLS on a PostgreSQL of its own, that publishes programs: for tests outside vitest. */
export interface ReleaseCentre {
  /** Makes a new office of an open one; it must be closed and opened after that. */
  enrol(office: Office): Promise<void>;
  /** Registers one more office, whose PC is invited by this text. */
  invite(nameAr: string): Promise<string>;
  /** Offers an AppImage of these bytes to all. */
  publish(version: string, content: Buffer): Promise<void>;
  query(sql: string): Promise<void>;
  close(): Promise<void>;
}

export async function serveReleaseCentre(): Promise<ReleaseCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan centre '));
  const postgres = await startPostgres();
  const centre = await serveDatacenter(datacenterProgram(), {
    ...{ host: '127.0.0.1', port: 0, isSilent: true, watch: { host: '127.0.0.1', port: 0 } },
    ...{ databaseUrl: await postgres.newDatabase(), folder, witness: join(folder, 'witness.jsonl') },
  });
  const { ports, store } = centre.opened;
  const invited = async (nameAr: string): Promise<string> => {
    const { officeNo } = await addOffice(ports, {
      ...{ nameAr, nameCkb: null, nameEn: null, kind: 'directorate' },
      ...{ governorate: 'baghdad', latitude: null, longitude: null, parentNo: null },
    });
    const asked = { office: officeNo, address: centre.address, madeBy: 'admin' };
    return demand(await invite(centre.opened, asked)).invitation;
  };
  return {
    enrol: async (office) => {
      const invitation = demand(readInvitation(await invited('مديرية بلدية النهرين')));
      await office.core.sync.enrol(invitation, 'PC 1');
    },
    invite: invited,
    publish: async (version, content) => {
      const chunk = (no: number): Uint8Array =>
        content.subarray(no * FILE_LIMITS.chunkBytes, (no + 1) * FILE_LIMITS.chunkBytes);
      const bytes = content.length;
      const release = {
        ...{ version, kind: 'appimage' as const, name: `Diwan-${version}.AppImage`, bytes, needsAdministrator: false },
        sha512: hash('sha512', content, 'base64'),
        chunks: Array.from({ length: chunkCount(bytes) }, (_, no) => hash('sha256', chunk(no))),
      };
      const packages = [{ release, chunk }];
      demand(await publish(ports, { version, packages, percent: 100, offices: [], publishedBy: 'admin' }));
    },
    query: async (sql) => void (await store.pool.query(sql)),
    close: async () => {
      await centre.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
