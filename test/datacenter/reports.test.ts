import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate, type Month } from '#kernel/date.ts';
import { openMinistry, type Ministry } from '#datacenter/ministry/index.ts';
import { followPeople } from '#datacenter/ministry/people-index.ts';
import { streams } from '#datacenter/protocol/tables.ts';
import { openReports } from '#datacenter/storage/reports.ts';
import type { Pool } from 'pg';
import { putRecord, uuid } from './applied-records.ts';
import { BASRA, KARKH, openRegisterOfTwo, type RegisterOfTwo } from './register-of-two.ts';

const folder = mkdtempSync(join(tmpdir(), 'diwan reports '));
const month = '2026-10' as Month;
const today = localDate('2026-11-15');
let own: RegisterOfTwo;
let copied: RegisterOfTwo;
let reports: Pool;
let ministry: Ministry;

const findNames = async (asked: Ministry): Promise<readonly string[]> => {
  const { people } = await asked.findPeople({ text: 'سالم', today });
  return people.map(({ fullName }) => fullName);
};

describe('A database for reports beside the data centre', () => {
  beforeAll(async () => {
    own = await openRegisterOfTwo(join(folder, 'own'));
    // A replica that stands still: what it knew, and nothing of today.
    copied = await openRegisterOfTwo(join(folder, 'copied'));
    for (const [{ opened }, fullName, office] of [
      [copied, 'سالم القديم', KARKH],
      [own, 'سالم الجديد', BASRA],
    ] as const) {
      await putRecord(opened, 'hr_employee', { id: uuid('a', 1), fullName, officeNo: office });
      await opened.store.transaction(async (tx) => {
        const stream = await tx.lock(streams, [office]);
        if (stream) await tx.put(streams, [{ ...stream, seq: 1, appliedSeq: 1 }]);
      });
      await followPeople(opened.store.pool, (_, error) => expect.fail(String(error)));
    }
    reports = openReports(copied.databaseUrl);
    ministry = openMinistry({ opened: own.opened, address: 'https://10.0.0.1:7440', reports });
  });

  afterAll(async () => {
    await reports.end();
    await own.close();
    await copied.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers what is asked of people and pay, and the register does not wait for it', async () => {
    expect(await findNames(ministry)).toEqual(['سالم القديم']);
    expect(await findNames(own.ministry)).toEqual(['سالم الجديد']);
    expect(await ministry.payrollMonths()).toEqual([]);
    expect(await ministry.doublePayments({ month })).toEqual([]);

    const { officeNo } = await ministry.addOffice({
      ...{ nameAr: 'بلدية الموصل', nameCkb: null, nameEn: null, kind: 'office', governorate: 'nineveh' },
      ...{ latitude: null, longitude: null, parentNo: null },
    });
    expect((await ministry.offices()).map(({ office }) => office)).toContain(officeNo);
    expect((await copied.ministry.offices()).map(({ office }) => office)).not.toContain(officeNo);
  });

  it('that takes the connection and says nothing is given up', { timeout: 20_000 }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The server listens on a port of its own.
    const { port } = server.address() as AddressInfo;
    const silent = openReports(`postgresql://diwan@127.0.0.1:${port}/diwan`);
    await expect(silent.query('SELECT 1')).rejects.toThrow(/timeout/);
    await silent.end();
    server.close();
  });

  it('is only read: a statement that would write is refused by PostgreSQL', async () => {
    await expect(reports.query('DELETE FROM hr_employee')).rejects.toThrow(/read-only/);
    expect(await findNames(ministry)).toEqual(['سالم القديم']);
  });
});
