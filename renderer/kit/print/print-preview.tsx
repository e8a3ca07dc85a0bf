import { Button, Modal, Radio, Switch } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useDisplay } from '#renderer/locale/display.tsx';
import { useText } from '#renderer/locale/text.ts';
import { Icon } from '../icon.tsx';
import { Letterhead, type LetterheadLines } from './letterhead.tsx';
import { pageCss, type PrintOptions } from './page-css.ts';
import { printDocument, printInBrowser } from './print-document.ts';

export interface PrintPreviewProps {
  /** The name of the paper, above its content and of the PDF. Already translated. */
  readonly title: string;
  readonly subtitle?: string;
  readonly letterhead: LetterheadLines;
  readonly options?: Partial<PrintOptions>;
  /** Prints the window as it stands; by default the browser's dialog. The desktop shell gives its own. */
  readonly print?: (options: PrintOptions & { readonly title: string }) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The paper on the screen before it is printed: head, title, content, on the chosen size. */
export function PrintPreview({ title, subtitle, letterhead, options, print, onClose, children }: PrintPreviewProps) {
  const text = useText();
  const { display } = useDisplay();
  const paper = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<PrintOptions>({ pageSize: 'A4', isLandscape: false, ...options });
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    if (!paper.current) return;
    setBusy(true);
    try {
      await printDocument({
        element: paper.current,
        css: pageCss(page, display, text),
        title,
        print: () => (print ? print({ ...page, title }) : printInBrowser()),
      });
    } finally {
      setBusy(false);
    }
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
          options={(['A4', 'A3'] as const).map((value) => ({ value, label: value }))}
          aria-label={text('kit.print.size')}
          onChange={(event) => setPage({ ...page, pageSize: event.target.value === 'A3' ? 'A3' : 'A4' })}
        />
        <label className="kit-row">
          <Switch checked={page.isLandscape} onChange={(isLandscape) => setPage({ ...page, isLandscape })} />
          {text('kit.print.landscape')}
        </label>
        <span className="kit-grow" />
        <Button type="primary" loading={isBusy} icon={<Icon name="print" />} onClick={() => void run()}>
          {text('kit.print.print')}
        </Button>
        <Button onClick={onClose}>{text('kit.action.close')}</Button>
      </div>
      <div className="kit-print-desk">
        <div className={`kit-print-sheet kit-print-${page.pageSize}${page.isLandscape ? '-landscape' : ''}`}>
          <div ref={paper} className="kit-print-paper">
            <Letterhead lines={letterhead} />
            <h1>{title}</h1>
            {subtitle !== undefined && <p className="kit-print-subtitle">{subtitle}</p>}
            {children}
          </div>
        </div>
      </div>
    </Modal>
  );
}
