import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch.tsx';
import { useText } from '#renderer/locale/text.ts';
import './entry.css';

/** The page around everything that is seen before the desk: the product's name, the office's, and one card. */
export function EntryFrame(props: {
  readonly title: string;
  readonly officeName?: string | undefined;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <div className="entry">
      <header className="entry-head">
        <div className="entry-brand">
          <Emblem />
          <div>
            <div className="entry-product">{text('platform.product.name')}</div>
            <div className="entry-office">{props.officeName ?? text('platform.product.tagline')}</div>
          </div>
        </div>
        <LanguageSwitch />
      </header>
      <main className={props.isWide ? 'entry-card entry-card-wide' : 'entry-card'}>
        <h1>{props.title}</h1>
        {props.children}
      </main>
    </div>
  );
}

/** The mark of the product: an open register. */
function Emblem() {
  return (
    <svg className="entry-emblem" viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="10" fill="currentColor" />
      <path
        d="M24 14c-3.4-2.4-7.4-3.2-13-3.2v22.4c5.6 0 9.6.8 13 3.2 3.4-2.4 7.4-3.2 13-3.2V10.8c-5.6 0-9.6.8-13 3.2z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinejoin="round"
      />
      <path d="M24 14v22M16 18.5h3M16 24h3M29 18.5h3M29 24h3" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
