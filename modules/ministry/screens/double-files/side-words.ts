import { useMemo } from 'react';
import type { LocalDate } from '#kernel/date.ts';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { useDesk } from '#renderer/module.ts';
import type { DoubleFilePair } from '../../contract/index.ts';

type Side = DoubleFilePair['first'];

/** Does he serve there on that day? */
export function isServing({ serviceFrom, serviceTo }: Side, today: LocalDate): boolean {
  return serviceFrom !== null && (serviceTo === null || serviceTo >= today);
}

/** What the office of a file is called; its number where nobody has registered a name. */
export function useOfficeName(): (side: Pick<Side, 'office' | 'officeName'>) => string {
  const text = useText();
  const { digits } = useDisplay();
  return useMemo(
    () =>
      ({ office, officeName }) =>
        officeName ?? text('ministry.twice.office', { office: digits(String(office)) }),
    [text, digits],
  );
}

/** What a file says, line by line, each with its name. */
export function useSideLines(): (side: Side) => readonly (readonly [label: string, value: string])[] {
  const text = useText();
  const { date, month, digits } = useDisplay();
  const { today } = useDesk();
  return useMemo(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    const none = text('ministry.doubleFile.none');
    const serviceOf = (side: Side): string => {
      const { serviceFrom: from, serviceTo: to } = side;
      if (from === null) return text('ministry.doubleFile.noService');
      return to === null || isServing(side, today)
        ? text('ministry.doubleFile.serves', { date: date(from) })
        : text('ministry.doubleFile.served', { from: date(from), to: date(to) });
    };
    return (side) => [
      [title('fullName'), side.fullName],
      [title('motherName'), side.motherName ?? none],
      [title('birthDate'), side.birthDate === null ? none : date(side.birthDate)],
      [title('card'), side.nationalCard === null ? none : digits(side.nationalCard)],
      [title('service'), serviceOf(side)],
      [
        title('lastPaidMonth'),
        side.lastPaidMonth === null ? text('ministry.doubleFile.neverPaid') : month(side.lastPaidMonth),
      ],
    ];
  }, [text, date, month, digits, today]);
}
