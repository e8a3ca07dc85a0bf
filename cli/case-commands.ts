import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { refusal } from '#db/refusal.ts';
import { isMoney, type Money } from '#kernel/money.ts';
import { amountInWords } from '#kernel/words/amount.ts';
import { seniorityOfCases } from '#modules/hr/index.ts';
import { calculateCases } from '#modules/payroll/index.ts';
import { iqState201511 } from '#modules/regulation/index.ts';
import { verifyPayrollCommand } from './folder-commands.ts';
import { answer } from './outcome.ts';

/**
 * The accountant's checks: neutral cases in, results by id out. They call the rules of the program itself, under the
 * package that a new office is founded with.
 */

export function payrollCommand(): Command {
  return new Command('payroll')
    .description('Pay: calculate neutral cases, prove a locked run.')
    .addCommand(verifyPayrollCommand())
    .addCommand(
      casesCommand('calculate', 'Calculate the slips of neutral cases (payroll-case.schema.json).', (cases) =>
        calculateCases(cases, iqState201511),
      ),
    );
}

export function hrCommand(): Command {
  return new Command('hr')
    .description('Staff: work out the seniority of neutral cases.')
    .addCommand(
      casesCommand('seniority', 'The dates of increment and promotion of neutral cases.', (cases) =>
        seniorityOfCases(cases, iqState201511),
      ),
    );
}

export function wordsCommand(): Command {
  return casesCommand('words', 'Write amounts in Arabic words (التفقيط).', wordsOfCases);
}

type CaseFunction = (cases: readonly unknown[]) => Readonly<Record<string, unknown>>;

function casesCommand(name: string, description: string, results: CaseFunction): Command {
  return new Command(name)
    .description(`${description} A case that cannot be calculated has {"error", "message"} under its id.`)
    .requiredOption('--cases <file>', 'a JSON file {"cases": [...]}')
    .option('--out <file>', 'where the results go; the standard output when left out')
    .action((options: { readonly cases: string; readonly out?: string }) => {
      const result = results(readCases(options.cases));
      if (options.out === undefined) answer(result);
      else writeFileSync(options.out, `${JSON.stringify(result, null, 1)}\n`);
    });
}

const zCaseFile = z.object({ cases: z.array(z.unknown()).max(200_000) });
const CASE_FILE_LIMIT = 512 * 1024 * 1024;

function readCases(path: string): readonly unknown[] {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw refusal('CASES_NOT_FOUND', { path });
  if (size > CASE_FILE_LIMIT) throw refusal('CASES_TOO_LARGE', { path, limit: CASE_FILE_LIMIT });
  const file = zCaseFile.safeParse(parse(readFileSync(path, 'utf8'), path));
  if (!file.success) throw refusal('CASES_NOT_READABLE', { path, reason: 'no list "cases"' });
  return file.data.cases;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refusal('CASES_NOT_READABLE', { path, reason: error instanceof Error ? error.message : String(error) });
  }
}

const zWordsCase = z.object({
  id: z.string().min(1),
  amount: z.custom<Money>((value) => typeof value === 'number' && isMoney(value), 'not a whole number of dinars'),
  adjective: z.boolean().default(false),
  suffix: z.boolean().default(false),
});

function wordsOfCases(cases: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    cases.map((raw, index) => {
      const parsed = zWordsCase.safeParse(raw);
      const { id } = z
        .object({ id: z.string().catch(`#${index + 1}`) })
        .catch({ id: `#${index + 1}` })
        .parse(raw);
      if (!parsed.success) return [id, { error: 'CASE_INVALID', message: z.prettifyError(parsed.error) }];
      const { amount, adjective, suffix } = parsed.data;
      const words = amountInWords(amount, 'ar', { adjective, suffix });
      return [
        id,
        words.ok ? { words: words.value } : { error: 'AMOUNT_NOT_IN_WORDS', message: 'from 0 to 999999999999' },
      ];
    }),
  );
}
