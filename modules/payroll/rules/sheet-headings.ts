import { fold } from '#kernel/text/fold.ts';

/** What real sheets write over their columns (domain sheet §5.2), by what the column holds. */
const written: readonly (readonly [target: string, headings: readonly string[]])[] = [
  ['NUMBER', ['الرقم الوظيفي', 'رقم الموظف', 'الرقم', 'employee number']],
  ['NAME', ['اسم الموظف', 'الاسم', 'الاسم الرباعي', 'الاسم الكامل', 'name']],
  ['NOMINAL', ['الراتب الاسمي', 'الاسمي']],
  ['CERT', ['مخصصات الشهادة', 'م الشهادة']],
  ['POSITION', ['مخصصات المنصب']],
  ['ENG', ['مخصصات هندسية', 'المخصصات الهندسية']],
  ['RISK', ['مخصصات الخطورة']],
  ['LEGAL', ['مخصصات القانونية', 'مخصصات قانونية']],
  ['HIGHER_50', ['المخصصات الإضافية 50٪', 'المخصصات الإضافية 50%']],
  ['TRANSPORT', ['مخصصات النقل']],
  ['SPOUSE', ['مخصصات الزوجية']],
  ['CHILD', ['مخصصات الأطفال']],
  ['GROSS', ['الراتب الإجمالي', 'الراتب الإجمالي (الإيرادات)', 'الإيرادات', 'مجموع الاستحقاق', 'gross']],
  ['LOAN', ['استقطاع مبلغ القرض', 'قسط السلفة', 'السلفة']],
  ['EXEC_JUDGMENT', ['مبلغ التنفيذ']],
  ['TAX', ['الضريبة', 'ضريبة الدخل']],
  ['PENSION', ['التقاعد', 'التوقيفات التقاعدية']],
  ['SOC_PROT', ['الحماية الاجتماعية']],
  ['DEDUCTIONS', ['مجموع الاستقطاعات', 'deductions']],
  ['NET', ['الراتب الصافي', 'الصافي', 'صافي الراتب', 'net']],
];

/**
 * For each target that a heading names, the column under it; no column is given twice. `names` are more words for the
 * targets, such as the components' names in the user's language.
 */
export function columnsOfHeadings(
  headings: readonly string[],
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, number>> {
  const folded = headings.map(plain);
  const used = new Set<number>();
  const found: Record<string, number> = {};
  for (const [target, words] of [...written, ...[...names].map(([target, name]) => [target, [name]] as const)]) {
    if (target in found) continue;
    const wanted = words.map(plain);
    const at = folded.findIndex((heading, position) => wanted.includes(heading) && !used.has(position));
    if (at < 0) continue;
    used.add(at);
    found[target] = at;
  }
  return found;
}

/** Without signs and doubled spaces, folded as all Arabic texts are that are compared. */
function plain(text: string): string {
  return fold(text.replace(/[^\p{L}\p{N}]+/gu, ' ')).trim();
}
