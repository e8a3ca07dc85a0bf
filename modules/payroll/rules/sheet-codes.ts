/** The order in which real sheets list the components (domain sheet §5.2); what they do not know follows by name. */
const earningsOrder = [
  ...['NOMINAL', 'CERT', 'POSITION', 'ENG', 'RISK', 'LEGAL', 'HIGHER_50', 'CRAFT', 'GEO', 'TRANSPORT', 'DRIVER'],
  ...['PROTECTED_DIFF', 'SPOUSE', 'CHILD'],
];
const deductionsOrder = [
  ...['LOAN', 'ARREARS_RECOVERY', 'ABSENCE', 'PENALTY_CUT', 'PENALTY_REDUCE'],
  ...['EXEC_ALIMONY', 'EXEC_STATE_DEBT', 'EXEC_JUDGMENT', 'TAX', 'PENSION', 'SOC_PROT'],
];

/** The component columns of a sheet: those that somebody has, in the order of the sheets. */
export function sheetCodes(sums: {
  readonly lines: Readonly<Record<string, number>>;
  readonly deductions: Readonly<Record<string, number>>;
}): { readonly earnings: readonly string[]; readonly deductions: readonly string[] } {
  return {
    earnings: ordered(Object.keys(sums.lines), earningsOrder),
    deductions: ordered(Object.keys(sums.deductions), deductionsOrder),
  };
}

function ordered(codes: readonly string[], order: readonly string[]): readonly string[] {
  const place = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
  return codes.toSorted((left, right) => place(left) - place(right) || (left < right ? -1 : 1));
}
