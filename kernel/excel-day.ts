import { fromDayNumber, type LocalDate } from './date.ts';
import { latinDigits } from './digits.ts';

/** Day 0 of Excel's calendar counted from 1970, and the serial numbers of dates between 1930 and 2099. */
const EXCEL_EPOCH = -25_569;
const SERIALS = { least: 10_959, most: 73_050 };

/** The day that a cell of dates means when it lost its format and shows the serial number: 45910 is 2025-09-10. */
export function excelDay(cell: string): LocalDate | null {
  const plain = latinDigits(cell).trim();
  if (!/^\d{5}(\.\d+)?$/.test(plain)) return null;
  const serial = Math.trunc(Number(plain));
  return serial >= SERIALS.least && serial <= SERIALS.most ? fromDayNumber(serial + EXCEL_EPOCH) : null;
}
