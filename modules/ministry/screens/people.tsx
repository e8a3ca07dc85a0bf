import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { failureOf } from '#renderer/failure.ts';
import { SearchInput } from '#renderer/kit/fields/search-input.tsx';
import type { Column } from '#renderer/kit/grid/column.ts';
import { EmptyState } from '#renderer/kit/empty-state.tsx';
import { Icon } from '#renderer/kit/icon.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Listing } from '#renderer/record/listing.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import { personStandings, type ShownPerson } from '../contract/index.ts';
import { call } from './client.ts';
import { useOfficeName } from './double-files/side-words.ts';
import { standingTones, useServiceWords } from './person-service.ts';
import './ministry.css';

interface Found {
  /** What was searched for. */
  readonly words: string;
  readonly people: readonly ShownPerson[];
  readonly hasMore: boolean;
}

/** One person across all offices. Every search is kept with who asked, so it is asked for by a button, not while typing. */
export default function People() {
  const text = useText();
  const failureText = useFailureText('ministry');
  const asked = useAsked();
  const [words, setWords] = useState(asked);
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const columns = useColumns();
  const search = useCallback(
    async (words: string): Promise<void> => {
      setIsBusy(true);
      try {
        setFound({ ...(await call.person.search({ text: words })), words });
        setFailure(null);
      } catch (error) {
        // After a refusal nobody stands under words that found nobody.
        setFound(null);
        setFailure(failureText(failureOf(error)));
      }
      setIsBusy(false);
    },
    [failureText],
  );
  useOnce(asked, search);
  return (
    <>
      <PageHeader title={text('ministry.people.title')} subtitle={text('ministry.people.body')} module="ministry" />
      <form
        className="kit-row ministry-tools"
        onSubmit={(event) => {
          event.preventDefault();
          void search(words);
        }}
      >
        <div className="ministry-search">
          <SearchInput value={words} onChange={setWords} label={text('ministry.field.text')} />
        </div>
        <Button
          type="primary"
          htmlType="submit"
          icon={<Icon name="search" />}
          loading={isBusy}
          disabled={words.trim() === ''}
        >
          {text('ministry.people.search')}
        </Button>
      </form>
      {found === null ? (
        <div role={failure === null ? undefined : 'alert'}>
          <EmptyState icon={failure === null ? 'search' : 'warning'} title={failure ?? text('ministry.people.start')} />
        </div>
      ) : (
        <>
          {found.hasMore && <p role="status">{text('ministry.people.more')}</p>}
          <Listing
            id="ministry.people"
            label={text('ministry.people.title')}
            of={found.words}
            rows={found.people}
            columns={columns}
            rowKey={({ office, employeeId }) => `${office} ${employeeId}`}
            empty={{ title: text('ministry.people.none') }}
          />
        </>
      )}
    </>
  );
}

/** Whom another page sends here to be searched for; empty when somebody comes by himself. */
function useAsked(): string {
  const state: unknown = useLocation().state;
  const isAsked = typeof state === 'object' && state !== null && 'text' in state && typeof state.text === 'string';
  return isAsked ? String(state.text) : '';
}

/** Each search is kept with who asked: what was asked for is searched once, however often the page is drawn. */
function useOnce(asked: string, search: (words: string) => Promise<void>): void {
  const done = useRef('');
  useEffect(() => {
    if (asked === '' || done.current === asked) return;
    done.current = asked;
    void search(asked);
  }, [asked, search]);
}

function useColumns(): readonly Column<ShownPerson>[] {
  const text = useText();
  const { list } = useDisplay();
  const officeName = useOfficeName();
  const serviceWords = useServiceWords();
  return useMemo(() => {
    const title = (key: string): string => text(`ministry.field.${key}`);
    return [
      {
        key: 'fullName',
        title: title('fullName'),
        kind: 'text',
        width: 230,
        pin: 'start',
        value: ({ fullName }) => fullName,
      },
      { key: 'officeName', title: title('nameAr'), kind: 'text', width: 180, value: officeName },
      {
        ...{ key: 'standing', title: title('standing'), kind: 'enum', width: 120 },
        options: personStandings.map((value) => ({
          ...{ value, tone: standingTones[value], label: text(`ministry.standing.option.${value}`) },
        })),
        value: ({ standing }) => standing,
      },
      { key: 'card', title: title('card'), kind: 'text', width: 140, isLtr: true, value: (row) => row.nationalCard },
      { key: 'birthDate', title: title('birthDate'), kind: 'date', value: ({ birthDate }) => birthDate },
      {
        ...{ key: 'onePersonWith', title: title('onePersonWith'), kind: 'text', width: 180 },
        value: ({ onePersonWith }) => list(onePersonWith.map(officeName)) || null,
      },
      { key: 'service', title: title('service'), kind: 'text', width: 280, value: serviceWords },
      { key: 'motherName', title: title('motherName'), kind: 'text', value: ({ motherName }) => motherName },
      { key: 'unitName', title: title('unit'), kind: 'text', width: 200, value: ({ unitName }) => unitName },
    ];
  }, [text, list, officeName, serviceWords]);
}
