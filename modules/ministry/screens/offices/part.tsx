import type { ReactNode } from 'react';

/** A part of an office's page under its title. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="ministry-section">
      <h2 className="sync-title">{title}</h2>
      {children}
    </section>
  );
}
