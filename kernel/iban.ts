/** An international bank account number of Iraq: 23 signs, two check digits that make the whole ≡ 1 modulo 97. */

/** As banks write it in files: capital letters and digits without spaces. */
export function plainIban(value: string): string {
  return value.replaceAll(/[\s-]/g, '').toUpperCase();
}

/** Is it an Iraqi IBAN (`IQ`, two digits, four letters, fifteen digits) whose check digits are right? */
export function isIraqiIban(value: string): boolean {
  const plain = plainIban(value);
  if (!/^IQ\d{2}[A-Z]{4}\d{15}$/.test(plain)) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
