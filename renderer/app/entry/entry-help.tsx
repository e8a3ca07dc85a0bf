import { useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/locale/text.ts';
import type { HelpPage } from '#renderer/module.ts';
import { HelpSteps } from '../desk/help-steps.tsx';

/** The guide before anybody has signed in: F1 or the button opens the task of this page, and closes it again. */
export function EntryHelp({ task }: { readonly task: string }) {
  const text = useText();
  const [page, setPage] = useState<HelpPage | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'F1') return;
      // The browser has a guide of its own under this key.
      event.preventDefault();
      setIsOpen((before) => !before);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  useEffect(() => {
    if (isOpen) void import('../desk/help.ar.json').then((guide) => setPage(taskOf(guide.default, task)));
  }, [isOpen, task]);
  useEffect(() => {
    // It stands below the form: whoever asks for it sees it.
    if (isOpen && page) place.current?.scrollIntoView({ block: 'start' });
  }, [isOpen, page]);
  return (
    <section ref={place} className="entry-help" aria-label={text('platform.help.title')}>
      <button
        type="button"
        className="entry-plain"
        aria-expanded={isOpen}
        aria-keyshortcuts="F1"
        onClick={() => setIsOpen(!isOpen)}
      >
        {text('platform.help.title')} <kbd>{'F1'}</kbd>
      </button>
      {isOpen && page && (
        // The guide is written in Arabic, whatever language the window speaks.
        <div lang="ar" dir="rtl">
          <HelpSteps page={page} />
        </div>
      )}
    </section>
  );
}

function taskOf(guide: readonly HelpPage[], task: string): HelpPage | null {
  return guide.find(({ key }) => key === task) ?? null;
}
