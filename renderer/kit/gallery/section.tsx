import type { ReactNode } from 'react';

/** One component on the gallery page, under its name in the code, which needs no translation. */
export function GallerySection({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="kit-gallery-section" id={name}>
      <h2 className="kit-ltr">{name}</h2>
      {children}
    </section>
  );
}
