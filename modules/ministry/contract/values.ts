import { z } from 'zod';
import { isMonth, type Month } from '#kernel/date.ts';

/** What many questions and answers of this module are made of. */

export const zOffice = z.number().int().min(1).max(100_000);
export const zMonth = z.custom<Month>((value) => typeof value === 'string' && isMonth(value), 'MONTH');
export const whole = z.number().int();
export const atOffice = z.strictObject({ office: zOffice });
