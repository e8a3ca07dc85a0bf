import { Button, Modal, Switch } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { failureOf } from '#renderer/failure.ts';
import { useToast } from '#renderer/kit/toast.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Paper } from '#renderer/record/paper.tsx';
import { useFailureText } from '#renderer/record/use-command.ts';
import type { RunDetail } from '../../contract/index.ts';
import { fetchSlips, type PrintedSlip } from './slip-fetch.ts';
import { SlipPage, useSlipWords } from './slip-page.tsx';

interface SlipPapersProps {
  readonly run: Pick<RunDetail, 'id' | 'month'>;
  /** The slips in the order in which they are printed. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Prints one slip or thousands: asks first whether their figures are to be explained. */
export function SlipPapers(props: SlipPapersProps) {
  const text = useText();
  const [isExplained, setExplained] = useState(false);
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <FilledPapers {...props} isExplained={isExplained} />;
  return (
    <Modal
      open
      title={text('payroll.paper.printSlips')}
      onCancel={props.onClose}
      footer={
        <>
          <Button type="primary" onClick={() => setAsked(true)}>
            {text('payroll.paper.prepare')}
          </Button>
          <Button onClick={props.onClose}>{text('kit.action.cancel')}</Button>
        </>
      }
    >
      <p>{text('payroll.paper.slipCount', { count: props.ids.length })}</p>
      <label className="kit-row">
        <Switch checked={isExplained} onChange={setExplained} />
        {text('payroll.paper.explained')}
      </label>
    </Modal>
  );
}

/** Fills the paper piece by piece; until it is full it is not printed, and closing it stops the fetching. */
function FilledPapers({ run, ids, isExplained, onClose }: SlipPapersProps & { readonly isExplained: boolean }) {
  const text = useText();
  const toast = useToast();
  const failureText = useFailureText('payroll');
  const words = useSlipWords();
  const [slips, setSlips] = useState<readonly PrintedSlip[]>([]);
  const failed = (error: unknown): void => {
    toast.failed(failureText(failureOf(error)));
    onClose();
  };
  const started = useRef({ runId: run.id, ids, isExplained, failed });
  useEffect(() => {
    const stop = new AbortController();
    const { failed: tell, ...asked } = started.current;
    fetchSlips(asked, (piece) => setSlips((before) => [...before, ...piece]), stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) tell(error);
    });
    return () => stop.abort();
  }, []);
  const isFull = slips.length === ids.length;
  return (
    <Paper
      title={`${text('payroll.paper.slip')} ${run.month}`}
      isBare
      isBatch={ids.length > 1}
      sizes={['A5', 'A4']}
      pageSize={isExplained ? 'A4' : 'A5'}
      filling={isFull ? null : { label: text('payroll.paper.filling'), value: slips.length / ids.length }}
      onClose={onClose}
    >
      {slips.map((printed) => (
        <SlipPage key={printed.slip.id} printed={printed} words={words} />
      ))}
    </Paper>
  );
}
