import { useMemo, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import { fold } from '#kernel/text/fold.ts';
import { parseDay } from '../fields/day-input.ts';
import { fromTsv, toTsv } from '../grid/tsv.ts';
import type { Cells, ImportAdapter, ImportOutcome, ImportRequest } from '../import-wizard/adapter.ts';
import { ImportWizard } from '../import-wizard/import-wizard.tsx';
import { useToast } from '../toast.tsx';

const columns = [
  { key: 'name', isRequired: true },
  { key: 'number', isRequired: true },
  { key: 'hiredOn', isRequired: true },
  { key: 'jobTitle', isRequired: false },
];
const headings: Readonly<Record<string, readonly string[]>> = {
  name: ['الاسم', 'name'],
  number: ['الرقم', 'number'],
  hiredOn: ['التعيين', 'hired'],
  jobTitle: ['العنوان', 'title'],
};

/** The wizard over a text file with tabs, judged in the page: names and days must be there and right. */
export function GalleryImport() {
  const text = useText();
  const toast = useToast();
  const [round, setRound] = useState(0);
  const adapter = useMemo<ImportAdapter>(
    () => ({
      async read(file) {
        const [first = [], ...rows] = fromTsv(await file.text());
        const mapping = Object.fromEntries(columns.map(({ key }) => [key, positionOf(first, headings[key] ?? [])]));
        return { sheets: [{ name: file.name, headings: first, rows }], columns, mappings: [mapping] };
      },
      rehearse: judged,
      commit: judged,
      exportRest: async (_headings, rows) => toast.done(toTsv(rows)),
    }),
    [toast],
  );
  return (
    <>
      <p className="kit-soft">{text('kit.gallery.importHint')}</p>
      <ImportWizard key={round} adapter={adapter} module="kit" onClose={() => setRound(round + 1)} />
    </>
  );
}

function positionOf(first: Cells, known: readonly string[]): number | null {
  const position = first.findIndex((heading) => known.some((word) => fold(heading).includes(fold(word))));
  return position < 0 ? null : position;
}

const STEPS = 10;

async function judged(
  request: ImportRequest,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<ImportOutcome> {
  for (let step = 1; step <= STEPS; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    signal.throwIfAborted();
    onProgress(step / STEPS);
  }
  const cell = (cells: Cells, key: string): string => cells[request.mapping[key] ?? -1] ?? '';
  const rejected = request.rows.flatMap((cells, row) => {
    const problems = [
      ...(cell(cells, 'name').trim() === '' ? [{ code: 'VALUE_REQUIRED', field: 'name' }] : []),
      ...(parseDay(cell(cells, 'hiredOn')).ok ? [] : [{ code: 'DATE', field: 'hiredOn' }]),
    ];
    return problems.length === 0 ? [] : [{ row, problems }];
  });
  return { created: request.rows.length - rejected.length, updated: 0, same: 0, rejected };
}
