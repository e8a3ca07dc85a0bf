import { useMemo, type ReactNode } from 'react';
import type { Action } from '#renderer/kit/actions.tsx';
import { PageHeader } from '#renderer/kit/page-header.tsx';
import { ProgressBar } from '#renderer/kit/progress-bar.tsx';
import { useText } from '#renderer/locale/text.ts';
import { SliceOutcome, type DoneAs } from './slice-outcome.tsx';
import type { Slices } from './use-slices.ts';

/**
 * A page on which the same is done for many people: first it shows who they are, then how far the work has come, then
 * what became of each.
 */
export function WorkTogether<Person extends { readonly fullName: string }>(props: {
  readonly slices: Slices<Person>;
  /** The keys of its title and of what is said while it works. */
  readonly title: string;
  readonly working: string;
  /** Already translated. */
  readonly subtitle?: string;
  /** What can be done before and after it works. */
  readonly actions: readonly Action[];
  readonly doneAs: DoneAs;
  readonly keyOf: (person: Person) => string;
  readonly unitOf: (person: Person) => string;
  readonly onFinish: () => void;
  readonly children: ReactNode;
}) {
  const { slices, title, working, subtitle, doneAs, keyOf, unitOf, onFinish } = props;
  const { progress, outcome, forget, cancel } = slices;
  const text = useText();
  const ending = useMemo(
    (): readonly Action[] => [
      { id: 'hr.together.goOn', title: 'hr.together.goOn', icon: 'list', perform: forget },
      {
        ...{ id: 'hr.together.finish', title: 'hr.together.finish', icon: 'check', tone: 'primary' },
        ...{ shortcut: 'Ctrl+Enter', perform: onFinish },
      },
    ],
    [forget, onFinish],
  );
  return (
    <>
      <PageHeader
        title={text(outcome === null ? title : 'hr.together.result')}
        {...(subtitle === undefined ? {} : { subtitle })}
        actions={outcome !== null ? ending : progress !== null ? none : props.actions}
        module="hr"
      />
      {progress !== null && <ProgressBar label={text(working)} value={progress} onCancel={cancel} />}
      {outcome !== null ? (
        <SliceOutcome doneAs={doneAs} outcome={outcome} keyOf={keyOf} unitOf={unitOf} />
      ) : (
        props.children
      )}
    </>
  );
}

const none: readonly Action[] = [];
