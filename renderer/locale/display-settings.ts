import { createContext, useContext } from 'react';
import type { LocalDate } from '#kernel/date.ts';
import { defaultDisplay, type Display } from '#kernel/display.ts';

/** The office's settings of how days and figures are written; the language is the user's. */
export interface DisplaySettings extends Pick<Display, 'monthNames' | 'digits' | 'showHijri'> {
  /** The office's day, where the calendars open; without it the PC's own day. */
  readonly today?: LocalDate;
}

const Settings = createContext<DisplaySettings>(defaultDisplay);

/** Gives the office's settings to everything below; without it the defaults of the kernel hold. */
export const DisplaySettingsProvider = Settings.Provider;

export function useDisplaySettings(): DisplaySettings {
  return useContext(Settings);
}
