import { compareVersions } from '#kernel/sync/release.ts';
import type { Language } from '#kernel/display.ts';
import type { Column } from '#renderer/kit/grid/column.ts';
import { nameIn } from '#renderer/locale/display.tsx';
import type { Text } from '#renderer/locale/text.ts';
import { governorates, type OfficeRow } from '../../contract/index.ts';
import { lastBackupOf, officeStates, stateOf, stateTones } from './office-state.ts';

interface Told {
  readonly text: Text;
  readonly language: Language;
  readonly now: number;
}

/** What the list tells of offices: first how each stands and what waits. All that is not hidden fits a small screen. */
export function officeColumns(
  offices: readonly OfficeRow[],
  { text, language, now }: Told,
): readonly Column<OfficeRow>[] {
  const title = (key: string): string => text(`ministry.field.${key}`);
  const short = (key: string): string => text(`ministry.offices.column.${key}`);
  const count = (key: string, value: (row: OfficeRow) => number | null): Column<OfficeRow> => ({
    ...{ key, title: title(key), kind: 'number', width: 70, value },
  });
  const programs = programsOf(offices);
  return [
    { ...count('office', ({ office }) => office), title: short('office'), width: 56 },
    {
      ...{ key: 'nameAr', title: title('nameAr'), kind: 'text', width: 200, pin: 'start' },
      value: (row) => nameIn(language, row),
    },
    {
      ...{ key: 'state', title: title('state'), kind: 'enum', width: 130 },
      options: officeStates.map((state) => ({
        ...{ value: state, label: text(`ministry.state.${state}`), tone: stateTones[state] },
      })),
      value: (row) => stateOf(row, now),
    },
    { ...count('unsent', ({ health }) => health?.unsent ?? null), title: short('unsent') },
    { ...count('lag', ({ seq, appliedSeq }) => seq - appliedSeq), title: short('lag') },
    { ...count('held', ({ held }) => held), title: short('held') },
    { ...count('incidents', ({ incidents }) => incidents), title: short('incidents') },
    {
      ...{ key: 'lastSeenAt', title: title('lastSeenAt'), kind: 'moment', width: 138 },
      value: ({ lastSeenAt }) => lastSeenAt,
    },
    {
      ...{ key: 'backup', title: short('backup'), kind: 'moment', width: 138 },
      value: (row) => {
        const at = lastBackupOf(row);
        return typeof at === 'number' ? at : null;
      },
    },
    {
      ...{ key: 'governorate', title: title('governorate'), kind: 'enum', width: 96, isHidden: true },
      options: governorates.map((code) => ({ value: code, label: text(`ministry.governorate.${code}`) })),
      value: ({ governorate }) => governorate,
    },
    {
      ...{ key: 'program', title: short('program'), kind: 'enum', width: 74, isLtr: true },
      options: programs.map((version) => ({ value: version, label: version })),
      value: ({ health }) => health?.program ?? null,
      render: ({ health }) => health?.program ?? '—',
    },
    { ...count('seq', ({ seq }) => seq), isHidden: true },
    { ...count('durableSeq', ({ durableSeq }) => durableSeq), isHidden: true },
    { ...count('schema', ({ health }) => health?.schema ?? null), isHidden: true },
    { ...count('inbox', ({ health }) => health?.inbox ?? null), isHidden: true },
  ];
}

/** The versions of the program that offices have, the newest first. */
function programsOf(offices: readonly OfficeRow[]): readonly string[] {
  const told = offices.flatMap(({ health }) => (health?.program === undefined ? [] : [health.program]));
  return [...new Set(told)].toSorted((one, other) => compareVersions(other, one));
}
