import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { testOffice, type Client } from './harness.ts';

const headings = [
  ...['الرقم الوظيفي', 'اسم الموظف', 'اسم الأم', 'البطاقة الوطنية', 'تاريخ الولادة', 'التشكيل', 'العنوان الوظيفي'],
  ...['الدرجة', 'المرحلة', 'الشهادة', 'الحالة الضريبية', 'نسبة الخطورة', 'مخصصات النقل', 'الزوجية', 'عدد الأطفال'],
  ...['IBAN', 'تاريخ التعيين', 'تاريخ آخر علاوة', 'تاريخ آخر ترفيع', 'رصيد الإجازات', 'شخص آخر', 'الهاتف'],
];
const keys = [
  ...['officeNumber', 'fullName', 'motherName', 'nationalCard', 'birthDate', 'unit', 'jobTitle'],
  ...['grade', 'step', 'certificate', 'taxStatus', 'riskPercent', 'transport', 'hasSpouse', 'childrenForAllowance'],
  ...['iban', 'appointmentDate', 'lastIncrementDate', 'lastPromotionDate', 'leaveBalance', 'isOtherPerson', 'phone'],
];
const mapping = Object.fromEntries(keys.map((key, index) => [key, index]));

const good = [
  ...['١٠٠١', 'أحمد كاظم عبد الله جاسم الجبوري', 'فاطمة علي حسن', '199012345678', '29587', '1017', 'مهندس'],
  ...['السابعة', '3', 'بكالوريوس', 'متزوج', '30%', '20,000', 'نعم', '2'],
  ...['IQ98 NBIQ 8501 2345 6789 012', '1/2/2015', '2025-03-01', '١/٣/٢٠٢٣', '40', '', '07701234567'],
];
/** The good row with other cells. */
function row(changes: Readonly<Record<string, string>>): string[] {
  return good.map((cell, index) => changes[keys[index] ?? ''] ?? cell);
}

interface Outcome {
  readonly created: number;
  readonly updated: number;
  readonly same: number;
  readonly rejected: readonly { readonly row: number; readonly problems: readonly { readonly code: string }[] }[];
  readonly changed: readonly {
    readonly row: number;
    readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  }[];
}

async function run(client: Client, rows: string[][], step: 'rehearse' | 'commit'): Promise<Outcome> {
  const { jobId } = await client.platform.import[step]({ importer: 'hr.employee', headings, rows, mapping });
  return finished(client, jobId);
}

async function finished(client: Client, jobId: string): Promise<Outcome> {
  for (;;) {
    const job = await client.platform.job.get({ id: jobId });
    // The result of these jobs is a rehearsal, as the platform's contract says.
    if (job.state === 'done') return job.result as Outcome;
    if (job.state === 'failed') throw new Error(job.problems.map(({ code }) => code).join(', '));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A cell that lies over the cells beside it or below it. */
const wide = (value: string, columnSpan: number) => ({ value, type: String, columnSpan }) as const;
const high = (value: string) => ({ value, type: String, rowSpan: 2 }) as const;
const cell = (value: string | number) => ({ value, type: typeof value === 'number' ? Number : String });

/** As a payroll clerk keeps it: titles, merged headings of two lines, figures of both hands, totals, signatures. */
async function keptWorkbook(): Promise<File> {
  const rows = [
    [wide('مديرية بلدية النهرين — ملاك الموظفين لشهر تشرين الثاني ٢٠٢٦', 12)],
    [],
    [
      ...[high('ت'), high('الرقم الوظيفي'), high('الاسم الرباعي واللقب'), high('التشكيل')],
      ...[wide('الدرجة الوظيفية', 2), null, wide('المخصصات', 2), null, wide('التواريخ', 2), null, high('الشهادة')],
    ],
    [
      ...[null, null, null, null, cell('الدرجة'), cell('المرحلة'), cell('الزوجية'), cell('عدد الأطفال')],
      ...[cell('التعيين'), cell('آخر علاوة'), null],
    ],
    [1, '١٠٠١', 'أحمد كاظم عبد الله جاسم الجبوري', '1017', 7, '٣', 'نعم', 2, 42_036, '٠١/٠٣/٢٠٢٥', 'بكالوريوس'].map(
      cell,
    ),
    [],
    [2, 1002, 'زينب علي حسين محمد الساعدي', '1017', 'السادسة', 2, 'لا', '٠', '1/2/2015', 45_717, 'قراءة'].map(cell),
    [cell('المجموع'), null, null, null, null, null, null, cell(2)],
    [null, cell('منظم القائمة'), null, cell('المدقق')],
  ];
  const bytes = await writeXlsxFile(rows, { rightToLeft: true }).toBuffer();
  return new File([new Uint8Array(bytes)], 'الملاك.xlsx');
}

describe('the import of a staff workbook', () => {
  it('reads it as offices keep it, and says of each mistake in which row of the file it is', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const importer = 'hr.employee';
    const { sheets, mappings } = await admin.platform.import.read({ importer, file: await keptWorkbook() });
    const [sheet] = sheets;
    expect(mappings[0]).toMatchObject({
      ...{ officeNumber: 1, fullName: 2, unit: 3, grade: 4, step: 5, hasSpouse: 6, childrenForAllowance: 7 },
      ...{ appointmentDate: 8, lastIncrementDate: 9, certificate: 10 },
    });
    expect(sheet?.skipped.map(({ row, cause }) => [row, cause])).toEqual([
      [8, 'total'],
      [9, 'below'],
    ]);
    const input = { importer, headings: sheet?.headings ?? [], rows: sheet?.rows ?? [], mapping: mappings[0] ?? {} };
    const { jobId } = await admin.platform.import.rehearse(input);
    const outcome = await finished(admin, jobId);
    expect(outcome.created).toBe(1);
    expect(outcome.rejected).toMatchObject([{ row: 1, problems: [{ code: 'WORD_UNKNOWN', field: 'certificate' }] }]);
    expect(sheet?.rowNumbers[outcome.rejected[0]?.row ?? 0]).toBe(7);
  });

  it('refuses a day of his place that lies too far ahead, in its own column', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const cells = { appointmentDate: '1/2/2051', lastPromotionDate: '2206-03-01' };
    const { rejected } = await run(admin, [row(cells)], 'rehearse');
    expect(rejected).toMatchObject([
      {
        problems: [
          { code: 'DATE_TOO_FAR', field: 'appointmentDate', params: { limit: '2031-11-25' } },
          { code: 'DATE_TOO_FAR', field: 'lastPromotionDate' },
        ],
      },
    ]);
  });

  it('makes the file, the place on the scale, the family and the account; a second run updates', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    expect(await run(admin, [row({})], 'commit')).toMatchObject({ created: 1, rejected: [] });
    const [listed] = await admin.hr.employee.list({ search: 'احمد كاظم' });
    expect(listed).toMatchObject({ number: '1001', grade: '7', step: 3, certificate: 'CERT_BSC', isInService: true });
    const file = await admin.hr.employee.get({ id: listed?.id ?? '' });
    expect(file).toMatchObject({ surname: 'الجبوري', motherName: 'فاطمة', birthDate: '1981-01-01' });
    expect(file.accounts).toMatchObject([{ iban: 'IQ98NBIQ850123456789012', bank: 'NBIQ' }]);
    expect(file.dependants.map(({ kind }) => kind)).toEqual(['SPOUSE', 'CHILD', 'CHILD']);

    expect(await run(admin, [row({})], 'commit')).toMatchObject({ created: 0, updated: 0, same: 1 });
    expect(await run(admin, [row({ step: '4' })], 'commit')).toMatchObject({ updated: 1 });
    const { facts } = await admin.hr.employee.career({ id: file.id });
    const steps = facts.filter(({ kind, retractedAt }) => kind === 'GRADE' && retractedAt === null);
    expect(steps.map(({ value }) => value['step'])).toEqual([1, 4]);
  });

  it('leaves what a second sheet does not say as it is known, and lists what it changes, old and new', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    await run(admin, [row({})], 'commit');
    const [listed] = await admin.hr.employee.list({});
    const id = listed?.id ?? '';
    const before = await admin.hr.employee.career({ id });
    const blank = { jobTitle: '', appointmentDate: '', lastIncrementDate: '', lastPromotionDate: '' };
    const others = { riskPercent: '', transport: '', certificate: '', taxStatus: '', iban: '' };
    expect(await run(admin, [row({ ...blank, ...others })], 'commit')).toMatchObject({ same: 1, changed: [] });
    expect((await admin.hr.employee.career({ id })).facts).toEqual(before.facts);

    const told = await run(admin, [row({ ...blank, step: '4', riskPercent: '25%', phone: '07809998877' })], 'rehearse');
    expect(told.changed.map(({ row: at }) => at)).toEqual([0]);
    expect(told.changed[0]?.changes.toSorted((left, right) => left.field.localeCompare(right.field))).toEqual([
      { field: 'phone', from: '07701234567', to: '07809998877' },
      { field: 'riskPercent', from: '30', to: '25' },
      { field: 'step', from: '3', to: '4' },
    ]);
  });

  it.each([
    ['NATIONAL_CARD_FORM', { nationalCard: '12345' }],
    ['IBAN_CHECK', { iban: 'IQ98NBIQ850123456789013' }],
    ['GRADE_WITHOUT_STEP', { step: '' }],
    ['STEP_OUT_OF_SCALE', { step: '12' }],
    ['WORD_UNKNOWN', { certificate: 'شهادة ما' }],
    ['YES_NO_OR_AMOUNT', { hasSpouse: 'ربما' }],
    ['PHONE_FORM', { phone: '771234' }],
    ['UNIT_UNKNOWN', { unit: 'قسم المريخ' }],
    ['DATE', { birthDate: '31/2/1980' }],
    ['NAME_SHORT', { fullName: 'أحمد كاظم' }],
  ] as const)('names the mistake %s and writes nothing', async (code, changes) => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const outcome = await run(admin, [row(changes)], 'rehearse');
    expect(outcome.rejected.flatMap(({ problems }) => problems.map((each) => each.code))).toEqual([code]);
    expect(await admin.hr.employee.list({})).toEqual([]);
  });

  it('refuses a second row with the number of another, and makes nobody of the one out of the other', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const other = row({ fullName: 'حسين علي محمد كاظم الساعدي', nationalCard: '198512345678', birthDate: '1985' });
    const outcome = await run(admin, [row({}), other], 'rehearse');
    expect(outcome).toMatchObject({ created: 1, updated: 0, changed: [] });
    expect(outcome.rejected).toMatchObject([
      { row: 1, problems: [{ code: 'IMPORT_KEY_TWICE', field: 'officeNumber' }] },
    ]);
    await run(admin, [row({})], 'commit');
    expect(await run(admin, [row({}), other], 'rehearse')).toMatchObject({ same: 1, rejected: [{ row: 1 }] });
  });

  it('says how long a wrong IBAN is and which words a column knows', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const { rejected } = await run(
      admin,
      [row({ iban: 'IQ98 NBIQ 85' }), row({ certificate: 'بكالوريوس هندسة' })],
      'rehearse',
    );
    expect(rejected.flatMap(({ problems }) => problems)).toMatchObject([
      { code: 'IBAN_FORM', params: { length: 10 } },
      {
        code: 'WORD_UNKNOWN',
        params: {
          word: 'بكالوريوس هندسة',
          choices: 'دكتوراه، ماجستير، دبلوم عالي، بكالوريوس، دبلوم، إعدادية، متوسطة، ابتدائية',
        },
      },
    ]);
  });

  it('takes a telephone that lost its zero in Excel, and the amount of an allowance as a yes', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const [paid, unpaid] = [
      { hasSpouse: '50,000', phone: '7701234567' },
      { hasSpouse: '0', phone: '+964 770 123 4567' },
    ];
    const others = { officeNumber: '1002', nationalCard: '', fullName: 'زينب علي حسين محمد الساعدي' };
    expect(await run(admin, [row(paid), row({ ...unpaid, ...others })], 'commit')).toMatchObject({ created: 2 });
    const listed = await admin.hr.employee.list({});
    const files = await Promise.all(listed.map(({ id }) => admin.hr.employee.get({ id })));
    expect(files.map(({ phone }) => phone)).toEqual(['07701234567', '07701234567']);
    const spouses = files.map(({ dependants }) => dependants.filter(({ kind }) => kind === 'SPOUSE').length);
    expect(spouses.toSorted()).toEqual([0, 1]);
  });

  it('offers who looks like somebody known, and makes two of them only when told that they are two', async () => {
    const { visitor } = await testOffice();
    const admin = await visitor().signIn('admin');
    const other = { officeNumber: '1002', nationalCard: '', fullName: 'احمد كاظم عبدالله جاسم الجبورى' };
    const outcome = await run(admin, [row({}), row(other)], 'rehearse');
    expect(outcome).toMatchObject({ created: 1, rejected: [{ row: 1, problems: [{ code: 'POSSIBLE_DUPLICATE' }] }] });
    const told = await run(admin, [row({}), row({ ...other, isOtherPerson: 'نعم' })], 'rehearse');
    expect(told).toMatchObject({ created: 2, rejected: [] });
  });
});
