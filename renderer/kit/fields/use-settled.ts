import { useEffect, useState } from 'react';

const PAUSE_MILLISECONDS = 200;

/** What was typed last, once no key has followed for a moment: not every letter is a question to the office. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
