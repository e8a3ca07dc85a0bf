import { Modal } from 'antd';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useText } from '#renderer/locale/text.ts';
import { isAllowed, performOnce, useActions, useVisibleActions, type Action } from './actions.tsx';
import './command-palette.css';
import { Highlighted } from './highlighted.tsx';
import { Icon, type IconName } from './icon.tsx';
import { found } from './palette-search.ts';
import { keyCaps } from './shortcut.ts';

/** A record of any kind that the palette leads to. */
export interface PaletteRecord {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly icon?: IconName;
  readonly perform: () => void;
}

export interface CommandPaletteProps {
  /** Asks the office for records; called some time after the last letter, and stopped by the next one. */
  readonly searchRecords?: (text: string, signal: AbortSignal) => Promise<readonly PaletteRecord[]>;
}

interface Line {
  readonly id: string;
  readonly title: string;
  readonly keywords: string;
  readonly subtitle?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly icon: IconName;
  readonly perform: () => void;
}

const opening = new EventTarget();
const PAUSE_MILLISECONDS = 180;
const LINES = 60;

/** Opens the palette from a button. */
export function openPalette(): void {
  opening.dispatchEvent(new Event('open'));
}

/** Ctrl+K: everything that can be done here, and every record, by any spelling of its name. */
export function CommandPalette({ searchRecords }: CommandPaletteProps) {
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useLettersOnTheirWay({ isOpen, input, add: (letter) => setQuery((known) => known + letter) });
  useActions(
    useMemo<readonly Action[]>(
      () => [
        {
          id: 'kit.palette',
          title: 'kit.palette.open',
          icon: 'search',
          shortcut: 'Ctrl+K',
          perform: () => setOpen(true),
        },
      ],
      [],
    ),
  );
  useEffect(() => {
    const open = (): void => setOpen(true);
    opening.addEventListener('open', open);
    return () => opening.removeEventListener('open', open);
  }, []);
  return (
    <Modal
      open={isOpen}
      onCancel={() => setOpen(false)}
      footer={null}
      closable={false}
      destroyOnHidden
      width={640}
      style={{ insetBlockStart: 80 }}
      className="kit-palette-window"
      afterClose={() => setQuery('')}
    >
      <Palette
        input={input}
        query={query}
        onQuery={setQuery}
        searchRecords={searchRecords}
        onClose={() => setOpen(false)}
      />
    </Modal>
  );
}

/**
 * The window needs a moment to come up and take the focus. What is typed meanwhile would land in the page below:
 * it is caught here and is the beginning of the query.
 */
function useLettersOnTheirWay({
  isOpen,
  input,
  add,
}: {
  readonly isOpen: boolean;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly add: (letter: string) => void;
}): void {
  const latest = useRef(add);
  useLayoutEffect(() => {
    latest.current = add;
  });
  useLayoutEffect(() => {
    if (!isOpen) return;
    const caught = (event: globalThis.KeyboardEvent): void => {
      const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!isLetter || event.isComposing || document.activeElement === input.current) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(event.key);
      input.current?.focus();
    };
    window.addEventListener('keydown', caught, true);
    return () => window.removeEventListener('keydown', caught, true);
  }, [isOpen, input]);
}

function Palette({
  input,
  query,
  onQuery,
  searchRecords,
  onClose,
}: {
  input: RefObject<HTMLInputElement | null>;
  query: string;
  onQuery: (query: string) => void;
  searchRecords: CommandPaletteProps['searchRecords'];
  onClose: () => void;
}) {
  const text = useText();
  const id = useId();
  const [position, setPosition] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const actions = useActionLines();
  const records = useRecords(query, searchRecords);
  const lines = useMemo(() => [...found(actions, query), ...records].slice(0, LINES), [actions, query, records]);
  const at = Math.min(position, Math.max(0, lines.length - 1));

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const perform = (line: Line | undefined): void => {
    if (!line) return;
    onClose();
    line.perform();
  };
  const pressed = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) setPosition(Math.max(0, Math.min(lines.length - 1, at + step)));
    else if (event.key === 'Enter') perform(lines[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="kit-palette" onKeyDown={pressed}>
      <label className="kit-palette-line">
        <Icon name="search" />
        <input
          ref={input}
          autoFocus
          dir="auto"
          value={query}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={lines.length > 0 ? `${id}-${at}` : undefined}
          aria-label={text('kit.palette.open')}
          placeholder={text('kit.palette.hint')}
          onChange={(event) => {
            onQuery(event.target.value);
            setPosition(0);
          }}
        />
      </label>
      <ul ref={list} id={id} role="listbox" aria-label={text('kit.palette.open')}>
        {lines.map((line, index) => (
          <li
            key={line.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? 'kit-palette-at' : undefined}
            onMouseMove={() => setPosition(index)}
            onClick={() => perform(line)}
          >
            <Icon name={line.icon} />
            <span className="kit-grow">
              <bdi>
                <Highlighted text={line.title} query={query} />
              </bdi>
              {line.subtitle !== undefined && <small className="kit-soft">{line.subtitle}</small>}
            </span>
            {line.shortcut !== undefined && <KeyCaps shortcut={line.shortcut} />}
          </li>
        ))}
      </ul>
      {lines.length === 0 && <p className="kit-soft">{text('kit.palette.nothing')}</p>}
    </div>
  );
}

/** A shortcut as keys of a keyboard. */
export function KeyCaps({ shortcut }: { shortcut: string }) {
  return (
    <span className="kit-key-caps">
      {keyCaps(shortcut).map((cap) => (
        <kbd key={cap} className="kit-key">
          {cap}
        </kbd>
      ))}
    </span>
  );
}

function useActionLines(): readonly Line[] {
  const text = useText();
  const actions = useVisibleActions();
  return useMemo(() => {
    const byId = new Map(
      actions.filter((action) => isAllowed(action) && action.id !== 'kit.palette').map((action) => [action.id, action]),
    );
    return [...byId.values()].map(({ id, title, keywords, shortcut, icon, perform }) => ({
      id: `action ${id}`,
      title: text(title),
      keywords: keywords ?? '',
      shortcut,
      icon: icon ?? 'forward',
      perform: () => performOnce({ id, perform }),
    }));
  }, [actions, text]);
}

/** The office's answer to the query, asked only when the typing pauses. */
function useRecords(query: string, searchRecords: CommandPaletteProps['searchRecords']): readonly Line[] {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly lines: readonly Line[] }>({
    query: '',
    lines: [],
  });
  const wanted = query.trim();
  useEffect(() => {
    if (!searchRecords || wanted.length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      searchRecords(wanted, stop.signal).then(
        (records) => {
          if (!stop.signal.aborted) setAnswer({ query: wanted, lines: records.map(lineOf) });
        },
        (error: unknown) => {
          if (!stop.signal.aborted) reportError(error);
        },
      );
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, searchRecords]);
  return useMemo(() => (wanted.length < 2 ? [] : answer.lines), [wanted, answer]);
}

function lineOf(record: PaletteRecord): Line {
  return { ...record, id: `record ${record.id}`, keywords: '', icon: record.icon ?? 'file' };
}
