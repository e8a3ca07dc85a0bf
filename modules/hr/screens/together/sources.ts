import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import type { HandoverRow } from '../../contract/index.ts';
import { query } from '../client.ts';
import { useOfficeName } from '../handover/office-name.ts';

interface Source {
  readonly value: string;
  readonly label: string;
}

/** From which offices, and by which orders of one of them, people wait for their answer; each with how many. */
export function useSources(fromOffice: number | null): {
  readonly offices: readonly Source[];
  readonly orders: readonly Source[];
} {
  const { number, digits } = useDisplay();
  const officeName = useOfficeName();
  const { data } = useQuery(query.handover.list.queryOptions());
  return useMemo(() => {
    const waiting = (data ?? none).filter(({ state }) => state === 'arrived' || state === 'recallAsked');
    const counted = (rows: readonly HandoverRow[], valueOf: (row: HandoverRow) => string, nameOf: NameOf) =>
      [...Map.groupBy(rows, valueOf)].map(([value, same]) => ({
        ...{ value, label: `${same[0] === undefined ? '' : nameOf(same[0])} (${number(same.length)})` },
      }));
    const ofOffice = waiting.filter(({ otherOffice }) => fromOffice === null || otherOffice === fromOffice);
    return {
      offices: counted(waiting, ({ otherOffice }) => String(otherOffice), officeName),
      orders: counted(
        ofOffice,
        ({ orderNumber }) => orderNumber,
        ({ orderNumber }) => digits(orderNumber),
      ),
    };
  }, [data, fromOffice, number, digits, officeName]);
}

type NameOf = (row: HandoverRow) => string;

const none: readonly HandoverRow[] = [];
