import { useEffect, useRef, type RefObject } from 'react';
import { isPasteFor } from './paste-place.ts';

/**
 * Hands on the files that are pasted while the panel is shown and nobody is typing elsewhere: who looks at a record and
 * presses Ctrl+V need not click into the panel first. Null takes none. Returns the ref of the panel.
 */
export function usePastedFiles<Panel extends HTMLElement>(
  take: ((files: readonly File[]) => void) | null,
): RefObject<Panel | null> {
  const panel = useRef<Panel>(null);
  useEffect(() => {
    if (take === null) return undefined;
    const pasted = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || panel.current === null) return;
      if (event.defaultPrevented || !isPasteFor(panel.current, document.activeElement)) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, [take]);
  return panel;
}
