import type { Text } from './text.ts';

/** A span of time in its two largest units: days and hours, hours and minutes, or minutes alone. */
export function durationText(seconds: number, text: Text): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const say = (unit: 'days' | 'hours' | 'minutes', count: number): string =>
    text(`platform.duration.${unit}`, { count });
  const both = (larger: string, unit: 'hours' | 'minutes', count: number): string =>
    count === 0 ? larger : text('platform.duration.both', { larger, smaller: say(unit, count) });
  if (days > 0) return both(say('days', days), 'hours', hours % 24);
  if (hours > 0) return both(say('hours', hours), 'minutes', minutes % 60);
  return say('minutes', minutes);
}
