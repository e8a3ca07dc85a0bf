import type { ImportColumn } from '#modules/module.ts';

/** A share alone, and below the heading that gathers the shares. */
const shareOf = (name: string): readonly string[] =>
  ['نسبة', 'نسبة المخصصات', 'نسب المخصصات', 'النسب', 'نسب'].map((group) => `${group} ${name}`);
/** A day alone, and below the heading that gathers the days. */
const dayOf = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => ['تاريخ', 'التواريخ', 'تواريخ'].map((group) => `${group} ${name}`));

/** What the columns of real staff workbooks are called (domain sheet §5.2 and §6), those first by which a row is known. */
const headings = {
  officeNumber: ['الرقم الوظيفي', 'رقم الموظف', 'الرقم', 'employee number', 'ژمارەی کارمەند'],
  fullName: ['اسم الموظف', 'الاسم الكامل', 'الاسم الرباعي واللقب', 'الاسم الرباعي', 'الاسم', 'full name', 'name'],
  unifiedNumber: ['الرقم الموحد', 'الرقم الوظيفي الموحد'],
  statisticalNumber: ['الرقم الإحصائي', 'الرقم الاحصائي'],
  firstName: ['الاسم الأول', 'الاسم الاول', 'first name'],
  fatherName: ['اسم الأب', 'اسم الاب', 'father'],
  grandfatherName: ['اسم الجد', 'الجد', 'grandfather'],
  greatGrandfatherName: ['اسم والد الجد', 'أب الجد', 'اسم الجد الثاني'],
  surname: ['اللقب', 'الشهرة', 'surname'],
  motherName: ['اسم الأم', 'اسم الام', 'اسم الأم الثلاثي', 'mother'],
  nationalCard: ['رقم البطاقة الوطنية', 'البطاقة الوطنية', 'البطاقة الموحدة', 'national card'],
  birthDate: ['تاريخ الولادة', 'تاريخ التولد', 'التولد', 'المواليد', 'سنة الولادة', 'birth date'],
  birthPlace: ['محل الولادة', 'مسقط الرأس'],
  gender: ['الجنس', 'gender'],
  maritalStatus: ['الحالة الزوجية', 'الحالة الاجتماعية', 'marital status'],
  phone: ['رقم الهاتف', 'الهاتف', 'الموبايل', 'phone'],
  governorate: ['المحافظة', 'governorate'],
  district: ['القضاء'],
  quarter: ['المحلة', 'الحي'],
  alley: ['الزقاق'],
  house: ['الدار', 'رقم الدار'],
  employmentKind: ['نوع التوظيف', 'نوع التعيين', 'الملاك', 'employment'],
  unit: [
    ...['التشكيل', 'مكان العمل', 'القسم', 'القسم أو الشعبة', 'القسم والشعبة', 'الشعبة', 'الدائرة', 'جهة العمل'],
    ...['مكان العمل حسب تصنيف المالية', 'unit'],
  ],
  jobTitle: ['العنوان الوظيفي', 'الوظيفة', 'job title'],
  post: ['المنصب', 'position'],
  grade: ['الدرجة', 'الدرجة الوظيفية', 'grade'],
  step: ['المرحلة', 'step'],
  certificate: ['الشهادة', 'التحصيل الدراسي', 'المؤهل', 'certificate'],
  speciality: ['الاختصاص', 'التخصص'],
  institution: ['الجامعة', 'الجهة المانحة', 'جهة التخرج'],
  graduationYear: ['سنة التخرج'],
  taxStatus: ['حالة الموظف في الاستقطاع الضريبي', 'الحالة الضريبية', 'صنف الضريبة', 'tax status'],
  positionPercent: [...shareOf('المنصب'), 'نسبة مخصصات المنصب'],
  engineeringPercent: shareOf('الهندسية'),
  riskPercent: [...shareOf('الخطورة'), 'نسبة مخصصات الخطورة'],
  legalPercent: shareOf('القانونية'),
  craftPercent: shareOf('الحرفية'),
  higherPercent: ['نسبة المخصصات الإضافية', 'نسبة الإضافية 50', 'المخصصات الإضافية 50٪'],
  transport: ['مخصصات النقل', 'النقل', 'transport'],
  hasSpouse: ['الزوجية', 'مخصصات الزوجية', 'يستحق الزوجية', 'spouse'],
  childrenForAllowance: ['عدد الأطفال', 'عدد الاطفال', 'عدد الأولاد', 'children'],
  childrenForTax: ['عدد الأطفال للضريبة', 'عدد الأولاد للضريبة'],
  bank: ['المصرف', 'البنك', 'bank'],
  iban: ['IBAN', 'الآيبان', 'الايبان', 'رقم الآيبان', 'رقم الحساب الدولي'],
  accountNumber: ['رقم الحساب', 'account'],
  appointmentDate: [...dayOf('التعيين', 'أول مباشرة', 'المباشرة'), 'appointment date'],
  lastPromotionDate: dayOf('آخر ترفيع', 'الدرجة'),
  lastIncrementDate: [...dayOf('آخر علاوة', 'العلاوة', 'استحقاق الراتب الحالي'), 'last increment'],
  leaveBalance: ['رصيد الإجازات', 'رصيد الاجازات', 'رصيد الإجازات الاعتيادية'],
  isOtherPerson: ['شخص آخر', 'شخص اخر', 'ليس مكرراً'],
  note: ['الملاحظات', 'ملاحظات', 'note'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EmployeeColumn = keyof typeof headings;

const required: readonly EmployeeColumn[] = ['unit'];
const days: readonly EmployeeColumn[] = ['birthDate', 'appointmentDate', 'lastPromotionDate', 'lastIncrementDate'];

export const employeeColumns: readonly ImportColumn[] = Object.entries(headings).map(([key, known]) => ({
  key,
  headings: known,
  isRequired: required.some((each) => each === key),
  isDate: days.some((each) => each === key),
}));
