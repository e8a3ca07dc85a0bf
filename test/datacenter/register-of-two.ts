import { datacenterProgram } from '#cli/datacenter-program.ts';
import { openMinistry, type Ministry } from '#datacenter/ministry/index.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { openDatacenter, type OpenDatacenter } from '#datacenter/server/serve.ts';
import { startPostgres } from '../postgres.ts';

export const KARKH = 2;
export const BASRA = 3;

export interface RegisterOfTwo {
  readonly databaseUrl: string;
  readonly opened: OpenDatacenter;
  readonly ministry: Ministry;
  close(): Promise<void>;
}

/** A data centre that knows two offices, each with a PC; their records are for the test to put. */
export async function openRegisterOfTwo(folder: string): Promise<RegisterOfTwo> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  const opened = await openDatacenter(datacenterProgram(), { databaseUrl, folder });
  const ministry = openMinistry({ opened, address: 'https://10.0.0.1:7440' });
  const place = { nameCkb: null, nameEn: null, latitude: null, longitude: null, parentNo: null };
  await ministry.addOffice({ ...place, nameAr: 'تربية الكرخ', kind: 'directorate', governorate: 'baghdad' });
  await ministry.addOffice({ ...place, nameAr: 'تربية البصرة', kind: 'directorate', governorate: 'basra' });
  for (const office of [KARKH, BASRA]) {
    await enrol(opened.ports, { office, keyId: `k${office}`, publicKey: 'p', name: 'PC' });
  }
  const close = async (): Promise<void> => {
    await opened.close();
    await postgres.stop();
  };
  return { databaseUrl, opened, ministry, close };
}
