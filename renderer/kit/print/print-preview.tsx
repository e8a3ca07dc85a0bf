import { Button, Modal, Radio, Switch } from 'antd';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { Letterhead, type LetterheadLines } from './letterhead.tsx';
import { fitTables } from './fit-tables.ts';
import { pageCss, type PageNumbers, type PageSize, type PrintOptions } from './page-css.ts';
import { printInBrowser } from './print-document.ts';
import type { PdfPortions } from './print-portions.ts';
import { usePrinting } from './use-printing.ts';

type Printed = PrintOptions & { readonly title: string };

export interface PrintPreviewProps {
  /** The name of the paper, above its content and of the PDF. Already translated. */
  readonly title: string;
  readonly subtitle?: string;
  /** Null for papers that bring their own head, such as many slips after each other. */
  readonly letterhead: LetterheadLines | null;
  readonly options?: Partial<PrintOptions>;
  /** The sizes to choose from. */
  readonly sizes?: readonly PageSize[];
  /** Prints the window as it stands; by default the browser's dialog. The desktop shell gives its own. */
  readonly print?: (options: Printed) => Promise<unknown>;
  /** Where the shell can write a long PDF in portions: for papers whose every child begins a page of its own. */
  readonly portions?: (options: Printed) => PdfPortions;
  readonly numbers?: PageNumbers;
  /** The paper is still being filled: how far that is. Until then it is not printed; closing stops it. */
  readonly filling?: { readonly label: string; readonly value: number } | null;
  readonly onClose: () => void;
  /** Where the content itself parts its rows into pages, it is told how large they are. */
  readonly children: ReactNode | ((page: PrintOptions) => ReactNode);
}

const usualSizes: readonly PageSize[] = ['A4', 'A3'];

/** The paper on the screen before it is printed: head, title, content, on the chosen size. */
export function PrintPreview(props: PrintPreviewProps) {
  const { title, subtitle, letterhead, options, sizes = usualSizes, filling = null, onClose, children } = props;
  const text = useText();
  const { display } = useDisplay();
  const paper = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<PrintOptions>({ pageSize: 'A4', isLandscape: false, ...options });
  const printing = usePrinting();
  useLayoutEffect(() => {
    const element = paper.current;
    // Papers that bring their own head are made for their page.
    if (!element || letterhead === null) return;
    fitTables(element);
    // The letters of the paper may come only now; they have another width.
    void document.fonts.ready.then(() => fitTables(element));
  }, [page, children, letterhead]);
  const run = async (): Promise<void> => {
    if (!paper.current) return;
    const css = pageCss({ ...page, numbers: props.numbers ?? 'counted' }, display, text);
    const print = () => (props.print ? props.print({ ...page, title }) : printInBrowser());
    await printing.print({ element: paper.current, css, title, print }, props.portions?.({ ...page, title }) ?? null);
  };
  return (
    <Modal
      open
      title={text('kit.print.preview')}
      width="min(1180px, 96vw)"
      style={{ insetBlockStart: 20 }}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <div className="kit-row kit-print-tools">
        <Radio.Group
          value={page.pageSize}
          optionType="button"
          options={sizes.map((value) => ({ value, label: value }))}
          aria-label={text('kit.print.size')}
          onChange={({ target }) =>
            setPage({ ...page, pageSize: sizes.find((size) => size === target.value) ?? page.pageSize })
          }
        />
        <label className="kit-row">
          <Switch checked={page.isLandscape} onChange={(isLandscape) => setPage({ ...page, isLandscape })} />
          {text('kit.print.landscape')}
        </label>
        <span className="kit-grow" />
        {filling && <ProgressBar {...filling} onCancel={onClose} />}
        {printing.written !== null && (
          <ProgressBar label={text('kit.print.writing')} value={printing.written} onCancel={printing.stop} />
        )}
        <Button
          type="primary"
          loading={printing.isBusy}
          disabled={filling !== null}
          icon={<Icon name="print" />}
          onClick={() => void run()}
        >
          {text('kit.print.print')}
        </Button>
        <Button onClick={onClose}>{text('kit.action.close')}</Button>
      </div>
      <div className="kit-print-desk">
        <div className={`kit-print-sheet kit-print-${page.pageSize}${page.isLandscape ? '-landscape' : ''}`}>
          <div ref={paper} className="kit-print-paper">
            {letterhead && (
              <>
                <Letterhead lines={letterhead} />
                <h1>{title}</h1>
                {subtitle !== undefined && <p className="kit-print-subtitle">{subtitle}</p>}
              </>
            )}
            {typeof children === 'function' ? children(page) : children}
          </div>
        </div>
      </div>
    </Modal>
  );
}
