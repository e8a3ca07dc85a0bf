import { useEffect, useState, type RefObject } from 'react';

/** How many pixels wide the inside of an element is now, without its scroll bar. */
export function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(() => setRoom(target.clientWidth));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
