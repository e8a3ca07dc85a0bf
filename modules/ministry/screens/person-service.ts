import { useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import type { StatusTone } from '#renderer/kit/status-tag.tsx';
import type { PersonStanding, ShownPerson } from '../contract/index.ts';
import { useOfficeName } from './double-files/side-words.ts';

/** Who is in no office's staff is what somebody must look after; who left for good is not. */
export const standingTones: Readonly<Record<PersonStanding, StatusTone>> = {
  ...({ serves: 'good', begins: 'plain', handedOver: 'plain', onTheWay: 'warn', givenBack: 'warn' } as const),
  ...({
    retired: 'plain',
    resigned: 'plain',
    dismissed: 'plain',
    died: 'plain',
    ended: 'plain',
    none: 'plain',
  } as const),
};

/** Beside the standing: since when or until when, and at which office he is now; null where nothing is known. */
export function useServiceWords(): (person: ShownPerson) => string | null {
  const text = useText();
  const { date } = useDisplay();
  const officeName = useOfficeName();
  return useMemo(() => {
    const say = (key: string, params: Readonly<Record<string, string>>): string =>
      text(`ministry.standing.${key}`, params);
    return ({ standing, serviceFrom: from, serviceTo: to, handover }) => {
      if (handover !== null) {
        const office = officeName({ office: handover.toOffice, officeName: handover.toName });
        const day = date(handover.effectiveDate);
        if (handover.outcome === 'refused') return say('backFrom', { office });
        if (standing === 'serves') return say('leavesFor', { office, date: day });
        if (standing === 'handedOver' || standing === 'onTheWay') return say('movedTo', { office, date: day });
      }
      if (from === null) return null;
      if (standing === 'begins') return say('beginsOn', { date: date(from) });
      return to === null ? say('since', { date: date(from) }) : say('fromTo', { from: date(from), to: date(to) });
    };
  }, [text, date, officeName]);
}
