import { zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { refusalOf, testOffice, type Client } from './harness.ts';
import type { LocalDate } from '#kernel/date.ts';
import type { Rehearsal } from '#office/contract/index.ts';

type CellValue = string | number | Date | null;

async function workbook(rows: readonly (readonly CellValue[])[]): Promise<File> {
  const cells = rows.map((row) =>
    row.map((value) => {
      if (value === null) return null;
      return value instanceof Date
        ? { value, type: Date, format: 'yyyy-mm-dd' }
        : { value: String(value), type: String };
    }),
  );
  const bytes = await writeXlsxFile(cells, { rightToLeft: true }).toBuffer();
  return new File([new Uint8Array(bytes)], 'الهيكل.xlsx');
}

async function finished(client: Client, jobId: string) {
  for (;;) {
    const job = await client.platform.job.get({ id: jobId });
    if (job.state !== 'queued' && job.state !== 'running') return { ...job, result: job.result as Rehearsal };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function readFirst(client: Client, importer: string, file: File) {
  const { sheets, mappings } = await client.platform.import.read({ importer, file });
  const [sheet] = sheets;
  const [mapping] = mappings;
  if (!sheet || !mapping) throw new Error('The file has a sheet.');
  return { importer, headings: sheet.headings, rows: sheet.rows, mapping };
}

const table = [
  ['هيكل المديرية', null, null, null, null],
  ['رمز التشكيل', 'اسم التشكيل', 'النوع', 'رمز الأب', 'من تاريخ'],
  ['1017-20-1', 'شعبة المتابعة', 'شعبة', '1017-20', '٠١/٠٢/٢٠٢٦'],
  ['1017-20', 'قسم الجودة', 'قسم', '1017', new Date(Date.UTC(2026, 0, 15))],
  ['1017-21', 'قسم بلا أب', 'قسم', '9999', null],
  ['', 'بلا رمز', 'قسم', '1017', null],
  ['1017-22', 'نوع غريب', 'كوكب', '1017', null],
] as const;

describe('an import', () => {
  it('reads a workbook with a title row, maps its columns, and rehearses without writing', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    const input = await readFirst(client, 'org.unit', await workbook(table));
    expect(input.headings.slice(0, 2)).toEqual(['رمز التشكيل', 'اسم التشكيل']);
    expect(input.mapping).toMatchObject({ code: 0, nameAr: 1, type: 2, parentCode: 3, validFrom: 4 });
    const before = office.core.door.head.seq;
    const { result } = await finished(client, (await client.platform.import.rehearse(input)).jobId);
    expect(result).toMatchObject({ created: 2, updated: 0 });
    expect(result.rejected.map(({ row, problems }) => [row, problems[0]?.code, problems[0]?.field])).toEqual([
      [2, 'UNIT_UNKNOWN', 'parentCode'],
      [3, 'VALUE_REQUIRED', 'code'],
      [4, 'UNIT_TYPE', 'type'],
    ]);
    expect(office.core.door.head.seq).toBe(before);
  });

  it('writes all rows or none, and a second run of the same sheet changes nothing', async () => {
    const { visitor, office } = await testOffice();
    const client = await visitor().signIn('admin');
    const input = await readFirst(client, 'org.unit', await workbook(table));
    const before = office.core.door.head.seq;
    const refused = await finished(client, (await client.platform.import.commit(input)).jobId);
    expect(refused).toMatchObject({ state: 'failed', problems: [{ code: 'IMPORT_NOT_CLEAN', params: { count: 3 } }] });
    expect(office.core.door.head.seq).toBe(before);
    const clean = { ...input, rows: input.rows.slice(0, 2) };
    expect((await finished(client, (await client.platform.import.commit(clean)).jobId)).result).toMatchObject({
      created: 2,
    });
    const [made] = await client.org.unit.list({ search: 'الجودة' });
    expect(made).toMatchObject({ code: '1017-20', validFrom: '2026-01-15' });
    const again = await finished(client, (await client.platform.import.commit(clean)).jobId);
    expect(again.result).toMatchObject({ created: 0, updated: 0, same: 2 });
    const changed = {
      ...clean,
      rows: clean.rows.map((row) => row.map((cell) => (cell === 'قسم الجودة' ? 'قسم النوعية' : cell))),
    };
    expect((await finished(client, (await client.platform.import.commit(changed)).jobId)).result).toMatchObject({
      updated: 1,
      same: 1,
    });
  });

  it('moves a known unit and changes its type as the sheet says, and refuses in the dry run what may not be', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const sheet = (rows: string) => new File([`الرمز,الاسم,النوع,رمز الأب\n${rows}`], 'x.csv');
    const run = async (rows: string, kind: 'commit' | 'rehearse' = 'commit') => {
      const input = await readFirst(client, 'org.unit', sheet(rows));
      return finished(client, (await client.platform.import[kind](input)).jobId);
    };
    await run('A,قسم أ,قسم,1017\nB,قسم ب,قسم,1017\nA1,شعبة,شعبة,A\n');
    const moved = await run('A1,شعبة,وحدة,B\n');
    expect(moved.result).toMatchObject({ created: 0, updated: 1, same: 0 });
    const unitOf = async (code: string) => (await client.org.unit.list({})).find((each) => each.code === code);
    expect(await unitOf('A1')).toMatchObject({ type: 'unit', parentId: (await unitOf('B'))?.id });
    const again = await run('A1,شعبة,وحدة,B\n');
    expect(again.result).toMatchObject({ updated: 0, same: 1 });
    const unsaid = await run('A1,شعبة,وحدة,\n');
    expect(unsaid.result).toMatchObject({ updated: 0, same: 1 });
    const refused = async (rows: string) =>
      (await run(rows, 'rehearse')).result.rejected.map(({ problems }) => problems[0]?.code);
    expect(await refused('A1,شعبة,وحدة,9999\n')).toEqual(['UNIT_UNKNOWN']);
    expect(await refused('B,قسم ب,شعبة,A1\n')).toEqual(['PARENT_IS_BELOW']);
    expect(await refused('B,قسم ب,وحدة,1017\n')).toEqual(['PARENT_NOT_HIGHER']);
  });

  it('knows a user by his name in any spelling, also one that an earlier row made', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const rows = 'samir,سمير علي,1017\nmuna,منى علي,0000\nSAMIR,سمير حسن,1017\nmuna,منى حسن,1017\nClerk1,كاتب,1017\n';
    const file = new File([`اسم المستخدم,الاسم,رمز التشكيل\n${rows}`], 'x.csv');
    const input = await readFirst(client, 'org.user', file);
    const { result } = await finished(client, (await client.platform.import.rehearse(input)).jobId);
    expect(result).toMatchObject({ created: 2, updated: 2 });
    expect(result.rejected.map(({ row, problems }) => [row, problems[0]?.code])).toEqual([[1, 'UNIT_UNKNOWN']]);
  });

  it('reads CSV in UTF-8 and in the old Arabic code page, with any of the usual separators', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const text = 'اسم المستخدم;الاسم;رمز التشكيل\r\nsamir;سمير علي;1017\r\n';
    const utf8 = await readFirst(client, 'org.user', new File([`\uFEFF${text}`], 'أ.csv'));
    expect(utf8.rows).toEqual([['samir', 'سمير علي', '1017']]);
    const windows1256 = Uint8Array.from([0xc7, 0xd3, 0xe3, 0x2c, 0x78, 0x0a, 0xd3, 0xe3, 0xed, 0xd1, 0x2c, 0x31, 0x0a]);
    const old = await readFirst(client, 'org.user', new File([windows1256], 'ب.csv'));
    expect([old.headings[0], old.rows[0]?.[0]]).toEqual(['اسم', 'سمير']);
    const done = await finished(client, (await client.platform.import.commit(utf8)).jobId);
    expect(done.result).toMatchObject({ created: 1 });
    expect(await refusalOf(visitor().signIn('samir', 'none'))).toEqual(['SIGN_IN_FAILED']);
  });

  it('is remembered: the next sheet with the same headings is mapped as the last one was', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const file = (): File => new File(['أ,ب,ج,د\n1017-30,قسم النقل,قسم,1017\n'], 'x.csv');
    const input = await readFirst(client, 'org.unit', file());
    expect(input.mapping).toMatchObject({ code: null });
    const mapped = { ...input, mapping: { ...input.mapping, code: 0, nameAr: 1, type: 2, parentCode: 3 } };
    expect((await finished(client, (await client.platform.import.commit(mapped)).jobId)).state).toBe('done');
    expect((await readFirst(client, 'org.unit', file())).mapping).toMatchObject({
      code: 0,
      nameAr: 1,
      type: 2,
      parentCode: 3,
    });
    // Handed back with the reasons behind its columns, it is still known.
    const handedBack = new File(['أ,ب,ج,د,سبب الرفض\n1017-31,قسم,قسم,1017,مكرر\n'], 'x.csv');
    expect((await readFirst(client, 'org.unit', handedBack)).mapping).toMatchObject({ code: 0, nameAr: 1, type: 2 });
  });

  it.each([
    ['a picture', new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'x.xlsx'), 'IMPORT_FILE_UNREADABLE'],
    [
      'a broken archive',
      new File([Buffer.from('504b0304ffffffffffffffff', 'hex')], 'x.xlsx'),
      'IMPORT_FILE_UNREADABLE',
    ],
    [
      'an archive that is no workbook',
      new File([new Uint8Array(zipSync({ 'a.txt': new Uint8Array([1]) }))], 'x.xlsx'),
      'IMPORT_FILE_UNREADABLE',
    ],
    ['an empty sheet', new File(['\n\n'], 'x.csv'), 'IMPORT_EMPTY'],
    ['a sheet of 20,001 rows', new File(['الرمز\n' + '1\n'.repeat(20_001)], 'x.csv'), 'IMPORT_TOO_MANY_ROWS'],
  ])('refuses %s', async (_, file, code) => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    expect(await refusalOf(client.platform.import.read({ importer: 'org.unit', file }))).toEqual([code]);
  });

  it('refuses a zip bomb without unfolding it into memory', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(400 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    const file = new File([new Uint8Array(bomb)], 'x.xlsx');
    const before = process.memoryUsage.rss();
    expect(await refusalOf(client.platform.import.read({ importer: 'org.unit', file }))).toEqual([
      'IMPORT_FILE_TOO_LARGE',
    ]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(250 * 1024 * 1024);
  });

  it('refuses a smaller bomb by how far it unfolds', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(60 * 1024 * 1024) });
    const file = new File([new Uint8Array(bomb)], 'x.xlsx');
    expect(await refusalOf(client.platform.import.read({ importer: 'org.unit', file }))).toEqual([
      'IMPORT_FILE_TOO_LARGE',
    ]);
  });

  it('takes a workbook of 20,000 rows', async () => {
    const { visitor } = await testOffice();
    const client = await visitor().signIn('admin');
    const rows = Array.from({ length: 20_000 }, (_, row) => [`1017-${row}`, `قسم ${row}`, 'قسم', '1017']);
    const input = await readFirst(
      client,
      'org.unit',
      await workbook([['الرمز', 'الاسم', 'النوع', 'رمز الأب'], ...rows]),
    );
    expect(input.rows).toHaveLength(20_000);
  });

  it('is for those who may write the records in the whole office', async () => {
    const { visitor } = await testOffice();
    const organiser = await visitor().signIn('organiser2');
    const file = new File(['الرمز\n1\n'], 'x.csv');
    const read = (importer: string) => organiser.platform.import.read({ importer, file });
    expect(await refusalOf(read('org.unit'))).toEqual(['OUTSIDE_YOUR_UNIT']);
    const admin = await visitor().signIn('admin');
    const user = (await admin.org.user.list({})).find(({ userName }) => userName === 'organiser2');
    const role = (await admin.org.role.list()).find(({ code }) => code === 'organiser');
    const top = (await admin.org.unit.list({})).find(({ parentId }) => parentId === null);
    await admin.org.user.assign({
      ...{ userId: user?.id ?? '', roleId: role?.id ?? '', unitId: top?.id ?? '' },
      ...{ validFrom: '2026-01-01' as LocalDate, validTo: null },
    });
    expect((await read('org.unit')).sheets).toHaveLength(1);
    expect(await refusalOf(read('org.user'))).toEqual(['FORBIDDEN']);
    expect(await refusalOf(read('no.such'))).toEqual(['IMPORT_UNKNOWN']);
  });

  it('goes on after the service was stopped in the middle', async () => {
    const first = await testOffice();
    const client = await first.visitor().signIn('admin');
    const rows = Array.from({ length: 2_000 }, (_, index) => [`1017-5${index}`, `قسم ${index}`, 'قسم', '1017']);
    const input = {
      ...(await readFirst(client, 'org.unit', new File(['الرمز,الاسم,النوع,رمز الأب\n1,1,1,1\n'], 'x.csv'))),
      rows,
    };
    const { jobId } = await client.platform.import.commit(input);
    const userId = (await client.platform.session.state()).user?.id ?? '';
    await first.office.close();
    const { openOffice } = await import('#office/office.ts');
    const again = openOffice({
      folder: first.folder,
      secret: { kind: 'passphrase', passphrase: 'correct horse battery staple' },
      version: 'test',
      isLogging: false,
    });
    while (['queued', 'running'].includes(again.core.jobs.get(jobId, userId).state))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(again.core.jobs.get(jobId, userId)).toMatchObject({ state: 'done', result: { created: 2_000 } });
    await again.close();
  });
});
