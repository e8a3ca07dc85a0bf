import { useEffect, useRef, useState } from 'react';
import { ProgressBar } from '../progress-bar.tsx';
import type { ImportOutcome } from './adapter.ts';

interface WorkStepProps {
  readonly label: string;
  readonly run: (onProgress: (done: number) => void, signal: AbortSignal) => Promise<ImportOutcome>;
  readonly onDone: (outcome: ImportOutcome) => void;
  readonly onFail: (error: unknown) => void;
  readonly onCancel: () => void;
}

/** The dry run or the writing, while it goes on. Leaving it stops it. */
export function WorkStep(props: WorkStepProps) {
  const [progress, setProgress] = useState<number | null>(null);
  const started = useRef(props);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    const { run, onDone, onFail } = started.current;
    run(setProgress, controller.signal).then(
      (outcome) => {
        if (!controller.signal.aborted) onDone(outcome);
      },
      (error: unknown) => {
        if (!controller.signal.aborted) onFail(error);
      },
    );
    return () => controller.abort();
  }, []);
  return (
    <ProgressBar
      label={props.label}
      value={progress}
      onCancel={() => {
        stop.current?.abort();
        props.onCancel();
      }}
    />
  );
}
