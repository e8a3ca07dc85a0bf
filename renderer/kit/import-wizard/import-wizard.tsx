import { Steps } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Problem } from '#kernel/verdict.ts';
import { failureOf } from '#renderer/failure.ts';
import { useText } from '#renderer/locale/text.ts';
import { useDirtyMark } from '../form/leaving.ts';
import { Problems } from '../problems.tsx';
import type { ImportAdapter, ImportFile, ImportOutcome, ImportRequest, Mapping } from './adapter.ts';
import { FileStep } from './file-step.tsx';
import './import-wizard.css';
import { requestOf } from './import-rows.ts';
import { MappingStep } from './mapping-step.tsx';
import { OutcomeStep } from './outcome-step.tsx';
import { SummaryStep, type RestOfSheet } from './summary-step.tsx';
import { WorkStep } from './work-step.tsx';

export interface ImportWizardProps {
  readonly adapter: ImportAdapter;
  /** Whose labels the columns have, and whose texts explain refusals. */
  readonly module: string;
  /** What is said above the outcome of a dry run, where the refusals have a common cause. */
  readonly notice?: (outcome: ImportOutcome) => ReactNode;
  readonly onClose: () => void;
}

type Step =
  | { readonly at: 'file' }
  | { readonly at: 'mapping' }
  | WorkingStep
  | { readonly at: 'outcome'; readonly request: ImportRequest; readonly outcome: ImportOutcome }
  | { readonly at: 'done'; readonly outcome: ImportOutcome; readonly rest: RestOfSheet };

interface WorkingStep {
  readonly at: 'rehearsing' | 'committing';
  readonly request: ImportRequest;
  readonly rest: RestOfSheet;
  /** Where the hand goes on when it is stopped or fails: nothing that was mended is lost by it. */
  readonly back: Step;
}

const nothing: RestOfSheet = { headings: [], rows: [] };
const stepNames = ['file', 'mapping', 'rehearsal', 'done'] as const;

/** From a file to records: which column is which, a dry run, mending what is refused, and only then writing. */
export function ImportWizard({ adapter, module, notice, onClose }: ImportWizardProps) {
  const text = useText();
  const [file, setFile] = useState<ImportFile | null>(null);
  const [sheet, setSheet] = useState(0);
  const [mapping, setMapping] = useState<Mapping>({});
  const [step, setStep] = useState<Step>({ at: 'file' });
  const [refusal, setRefusal] = useState<{ readonly problems: readonly Problem[]; readonly reference: string | null }>({
    problems: [],
    reference: null,
  });

  const choose = (read: ImportFile, position: number): void => {
    setFile(read);
    setSheet(position);
    setMapping(read.mappings[position] ?? {});
  };
  const fail = (error: unknown, back: Step): void => {
    const failure = failureOf(error);
    const codes = { offline: 'OFFLINE', signed_out: 'UNAUTHORIZED', bug: 'INTERNAL' } as const;
    const problems = failure.kind === 'refused' ? failure.problems : [{ code: codes[failure.kind] }];
    setRefusal({ problems, reference: failure.kind === 'bug' ? failure.reference : null });
    setStep(back);
  };
  const go = (next: Step): void => {
    setRefusal({ problems: [], reference: null });
    setStep(next);
  };
  // Once something was matched or mended, leaving asks.
  useDirtyMark(step.at !== 'file' && step.at !== 'done');
  const current = file?.sheets[sheet];
  const rehearse = (request: ImportRequest, back: Step): void => go({ at: 'rehearsing', request, rest: nothing, back });
  return (
    <section className="kit-import" aria-label={text('kit.import.title')}>
      <Steps
        size="small"
        current={positionOf(step)}
        items={stepNames.map((name) => ({ title: text(`kit.import.step.${name}`) }))}
      />
      <Problems {...refusal} module={module} onClose={() => setRefusal({ problems: [], reference: null })} />
      {step.at === 'file' && (
        <FileStep
          read={adapter.read}
          onRead={(read) => {
            choose(read, 0);
            go({ at: 'mapping' });
          }}
          onFail={(error) => fail(error, { at: 'file' })}
          onCancel={onClose}
        />
      )}
      {step.at === 'mapping' && file && current && (
        <MappingStep
          file={file}
          sheet={sheet}
          mapping={mapping}
          module={module}
          onSheet={(position) => choose(file, position)}
          onMapping={setMapping}
          onBack={() => go({ at: 'file' })}
          onNext={() => rehearse(requestOf(current, mapping, file.columns), { at: 'mapping' })}
        />
      )}
      {(step.at === 'rehearsing' || step.at === 'committing') && (
        <WorkStep
          key={step.at}
          label={text(`kit.import.${step.at}`)}
          run={(onProgress, signal) =>
            (step.at === 'rehearsing' ? adapter.rehearse : adapter.commit)(step.request, onProgress, signal)
          }
          onDone={(outcome) => {
            // Writing is all or nothing: a refusal that only shows now sends everybody back to mending.
            const isWritten = step.at === 'committing' && outcome.rejected.length === 0;
            go(
              isWritten ? { at: 'done', outcome, rest: step.rest } : { at: 'outcome', request: step.request, outcome },
            );
          }}
          onFail={(error) => fail(error, step.back)}
          onCancel={() => go(step.back)}
        />
      )}
      {step.at === 'outcome' && file && (
        <OutcomeStep
          columns={file.columns}
          module={module}
          request={step.request}
          outcome={step.outcome}
          isMended={step.request.isMended === true}
          onAgain={(mended) => {
            const request = { ...mended, isMended: true };
            rehearse(request, { ...step, request });
          }}
          onCommit={(request, rest) => go({ at: 'committing', request, rest, back: step })}
          exportRest={adapter.exportRest}
          notice={notice}
          onBack={() => go({ at: 'mapping' })}
        />
      )}
      {step.at === 'done' && (
        <SummaryStep outcome={step.outcome} rest={step.rest} exportRest={adapter.exportRest} onClose={onClose} />
      )}
    </section>
  );
}

function positionOf(step: Step): number {
  switch (step.at) {
    case 'file':
      return 0;
    case 'mapping':
      return 1;
    case 'rehearsing':
    case 'outcome':
      return 2;
    case 'committing':
    case 'done':
      return 3;
    default:
      return step satisfies never;
  }
}
