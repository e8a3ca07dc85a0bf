import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { DEMONSTRATION, foundDemonstrationOffice } from '#office/demonstration.ts';
import { openOffice } from '#office/office.ts';
import { serveOffice } from '#office/serve.ts';
import { handOf, type PayrollClient } from '../payroll-hands.ts';
import type { Figure } from './figure.ts';

const ROWS = 10_000;
const LIMIT_SECONDS = 15;

/** The columns of a staff list as offices keep it, each with what stands in a row of it. */
const columns: readonly (readonly [heading: string, cell: (row: number) => string | number])[] = [
  ['الرقم الوظيفي', (row) => 10_000 + row],
  ['الرقم الإحصائي', (row) => 700_000 + row],
  ['الاسم الأول', (row) => ['أحمد', 'زينب', 'كريم', 'فاطمة', 'حسين'][row % 5] ?? ''],
  ['اسم الأب', (row) => ['علي', 'حسن', 'جاسم', 'محمد', 'كاظم', 'عباس', 'صالح'][row % 7] ?? ''],
  ['اسم الجد', (row) => ['إبراهيم', 'يوسف', 'خليل', 'داود', 'سلمان', 'ناصر'][row % 6] ?? ''],
  ['اسم والد الجد', (row) => `عبد ${['الله', 'الرحمن', 'الكريم'][row % 3] ?? ''}`],
  ['اللقب', (row) => ['الجبوري', 'العبيدي', 'الدليمي', 'الموسوي'][row % 4] ?? ''],
  ['اسم الأم', (row) => `مريم صالح ${row}`],
  ['رقم البطاقة الوطنية', (row) => String(198_000_000_000 + row)],
  ['تاريخ الولادة', (row) => `${1 + (row % 23)}/${1 + (row % 11)}/${1970 + (row % 29)}`],
  ['محل الولادة', () => 'بغداد'],
  ['الجنس', (row) => (row % 5 === 1 || row % 5 === 3 ? 'أنثى' : 'ذكر')],
  ['الحالة الزوجية', (row) => (row % 2 === 0 ? 'متزوج' : 'أعزب')],
  ['رقم الهاتف', (row) => `07701${String(row).padStart(6, '0')}`],
  ['المحافظة', () => 'بغداد'],
  ['القضاء', () => 'الرصافة'],
  ['المحلة', (row) => 400 + (row % 90)],
  ['الزقاق', (row) => row % 60],
  ['الدار', (row) => row % 99],
  ['التشكيل', () => '1017'],
  ['العنوان الوظيفي', () => 'مهندس'],
  ['الدرجة', (row) => 4 + (row % 6)],
  ['المرحلة', (row) => 1 + (row % 10)],
  ['الشهادة', () => 'بكالوريوس'],
  ['الاختصاص', () => 'هندسة مدنية'],
  ['الجامعة', () => 'جامعة بغداد'],
  ['سنة التخرج', (row) => 1995 + (row % 25)],
  ['الحالة الضريبية', (row) => (row % 2 === 0 ? 'متزوج' : 'أعزب')],
  ['نسبة المنصب', () => ''],
  ['نسبة الهندسية', () => '35%'],
  ['نسبة الخطورة', () => '30%'],
  ['مخصصات النقل', () => 20_000],
  ['مخصصات الزوجية', (row) => (row % 2 === 0 ? 'نعم' : 'لا')],
  ['عدد الأطفال', (row) => (row % 2 === 0 ? row % 4 : 0)],
  ['المصرف', () => 'الرافدين'],
  ['رقم الحساب', (row) => String(5_000_000 + row)],
  ['تاريخ التعيين', (row) => `1/${1 + (row % 12)}/2012`],
  ['تاريخ آخر ترفيع', (row) => `1/${1 + (row % 12)}/2023`],
  ['تاريخ آخر علاوة', (row) => `1/${1 + (row % 12)}/2025`],
  ['رصيد الإجازات', (row) => row % 180],
];

/** A dry run of the staff list of a large directorate over HTTP: the file is read, every row is written and taken back. */
export async function benchImport(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan bench '));
  const secret = { kind: 'passphrase', passphrase: DEMONSTRATION.passphrase } as const;
  const office = openOffice({ folder, secret, version: 'bench', isDemonstration: true, isLogging: false });
  await foundDemonstrationOffice(office);
  const serving = await serveOffice({ office, port: 0, lanPort: null, rendererFolder: null });
  try {
    const content = await workbook();
    const bare = await bareReading(content);
    const hand = await handOf({ address: serving.address, password: DEMONSTRATION.password, entityId: '' }, 'admin');
    const start = performance.now();
    const { created, told } = await dryRun(hand, new File([new Uint8Array(content)], 'الملاك.xlsx'));
    const seconds = (performance.now() - start) / 1_000;
    if (created !== ROWS) throw new Error(`Of ${ROWS} rows ${created} would be taken.`);
    const times = (seconds / bare).toFixed(1);
    return [
      {
        ...{ name: `a dry run of ${ROWS} rows × ${columns.length} columns, seconds`, ratio: seconds },
        ...{ floor: LIMIT_SECONDS, goal: LIMIT_SECONDS / 2, isMore: false },
        detail: `${times} × bare reading of the same file (${bare.toFixed(1)} s); progress was told ${told} times`,
      },
    ];
  } finally {
    await serving.close();
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function workbook(): Promise<Buffer> {
  const cell = (value: string | number) => ({ value, type: typeof value === 'number' ? Number : String });
  const rows = [
    columns.map(([heading]) => cell(heading)),
    ...Array.from({ length: ROWS }, (_, row) => columns.map(([, of]) => cell(of(row)))),
  ];
  return writeXlsxFile(rows, { rightToLeft: true }).toBuffer();
}

/** The raw limit: the library that reads workbooks, alone. */
async function bareReading(content: Buffer): Promise<number> {
  const start = performance.now();
  await readXlsxFile(content);
  return (performance.now() - start) / 1_000;
}

async function dryRun(hand: PayrollClient, file: File): Promise<{ readonly created: number; readonly told: number }> {
  const importer = 'hr.employee';
  const { sheets, mappings } = await hand.platform.import.read({ importer, file });
  const [sheet] = sheets;
  const { headings = [], rows = [] } = sheet ?? {};
  const { jobId } = await hand.platform.import.rehearse({ importer, headings, rows, mapping: mappings[0] ?? {} });
  const told = new Set<number>();
  for (;;) {
    const job = await hand.platform.job.get({ id: jobId });
    told.add(job.progress);
    if (job.state === 'failed') throw new Error(JSON.stringify(job.problems));
    // The result of these jobs is a rehearsal, as the platform's contract says.
    if (job.state === 'done') return { created: (job.result as { readonly created: number }).created, told: told.size };
    await wait(100);
  }
}
