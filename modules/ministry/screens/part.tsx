import type { ReactNode } from 'react';
import './ministry.css';

/** A part of a page under its own heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="ministry-section">
      <h2 className="sync-title">{title}</h2>
      {children}
    </section>
  );
}
