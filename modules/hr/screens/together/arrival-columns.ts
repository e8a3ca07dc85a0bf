import { useMemo } from 'react';
import type { Column } from '#renderer/kit/grid/column.ts';
import { useProblemText, useText } from '#renderer/locale/text.ts';
import type { ArrivalRow } from '../../contract/index.ts';
import { useOfficeName } from '../handover/office-name.ts';
import { useUnitNames } from '../lookups.ts';

/** Who came, with the unit that is chosen for him. */
export interface Placed extends ArrivalRow {
  readonly unitId: string | null;
}

export type ArrivalStanding = 'can' | 'noUnit' | 'cannot';

const tones = { can: 'good', noUnit: 'warn', cannot: 'bad' } as const satisfies Record<ArrivalStanding, string>;

export function standingOf({ answer, unitId }: Placed): ArrivalStanding {
  if (!answer.ok) return 'cannot';
  return unitId === null ? 'noUnit' : 'can';
}

/** Where somebody cannot be accepted the reason is read at once; otherwise it is empty and stands last. */
export function useArrivalColumns(refused: number): readonly Column<Placed>[] {
  const text = useText();
  const problemText = useProblemText('hr');
  const officeName = useOfficeName();
  const unitName = useUnitNames();
  return useMemo(() => {
    const title = (key: string): string => text(`hr.field.${key}`);
    const who: readonly Column<Placed>[] = [
      {
        ...{ key: 'fullName', title: title('fullName'), kind: 'text', width: 220, pin: 'start' },
        value: (row) => row.fullName,
      },
      {
        ...{ key: 'standing', title: title('state'), kind: 'enum', width: 120 },
        options: Object.entries(tones).map(([value, tone]) => ({
          ...{ value, tone, label: text(`hr.option.arrivalStanding.${value}`) },
        })),
        value: standingOf,
      },
      { key: 'oldUnit', title: title('oldUnit'), kind: 'text', width: 160, value: (row) => row.unitName },
      {
        ...{ key: 'newUnit', title: title('newUnit'), kind: 'text', width: 160 },
        value: ({ unitId }) => (unitId === null ? null : unitName(unitId)),
      },
    ];
    const reason: Column<Placed> = {
      ...{ key: 'reason', title: title('reasonToStay'), kind: 'text', width: 480 },
      value: ({ answer }) => (answer.ok ? '' : answer.problems.map(problemText).join(' ')),
    };
    const more: readonly Column<Placed>[] = [
      { key: 'firstDay', title: title('firstDay'), kind: 'date', width: 115, value: (row) => row.effectiveDate },
      { key: 'otherName', title: title('fromName'), kind: 'text', width: 210, value: officeName },
      {
        ...{ key: 'orderNumber', title: title('orderNumber'), kind: 'text', width: 100, isLtr: true },
        value: (row) => row.orderNumber,
      },
      { key: 'jobTitle', title: title('jobTitle'), kind: 'text', width: 150, value: (row) => row.jobTitle },
      {
        ...{ key: 'lastPaidMonth', title: title('lastPaidMonth'), kind: 'month', width: 130 },
        value: (row) => row.lastPaidMonth,
      },
      { key: 'debts', title: title('debts'), kind: 'number', width: 80, value: (row) => row.debts },
    ];
    return refused > 0 ? [...who, reason, ...more] : [...who, ...more, reason];
  }, [text, problemText, officeName, unitName, refused]);
}
