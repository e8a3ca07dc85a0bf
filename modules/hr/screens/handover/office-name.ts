import { useMemo } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';

interface OtherOffice {
  readonly otherName: string;
  readonly otherOffice: number;
}

/** What the other office is called; its number where it was typed by hand. */
export function useOfficeName(): (of: OtherOffice) => string {
  const text = useText();
  const { digits } = useDisplay();
  return useMemo(
    () =>
      ({ otherName, otherOffice }) =>
        otherName === '' ? text('hr.handover.officeNumbered', { office: digits(String(otherOffice)) }) : otherName,
    [text, digits],
  );
}
