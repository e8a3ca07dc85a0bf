import { Radio } from 'antd';
import { useState } from 'react';
import { localDate } from '#kernel/date.ts';
import type { Language } from '#kernel/display.ts';
import { matchesQuery } from '#kernel/text/highlight.ts';
import { DisplayProvider } from '#renderer/locale/display.tsx';
import { languageNames, languages, setLanguage } from '#renderer/locale/i18n.ts';
import { useLanguage, useText } from '#renderer/locale/text.ts';
import { CommandPalette, type PaletteRecord } from './command-palette.tsx';
import './gallery.css';
import { GalleryForm } from './gallery/gallery-form.tsx';
import { GalleryGrid } from './gallery/gallery-grid.tsx';
import { GallerySection } from './gallery/section.tsx';
import { GalleryEntry } from './gallery/gallery-entry.tsx';
import { GalleryImport } from './gallery/gallery-import.tsx';
import { GalleryCharts, GalleryHeader, GallerySmall } from './gallery/gallery-parts.tsx';
import { GalleryPrint } from './gallery/gallery-print.tsx';
import { GalleryAttachments, GalleryConflict, GalleryTimeline } from './gallery/gallery-records.tsx';
import { KitProvider } from './kit-provider.tsx';
import { galleryPeople } from './gallery/people.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import './gallery/strings.ts';

/** Every component of the kit on one page, in each language: what the eye checks. */
export default function Gallery() {
  const [digits, setDigits] = useState<'latin' | 'arabic'>('latin');
  return (
    <DisplayProvider settings={{ digits, monthNames: 'iraqi', showHijri: true, today: localDate('2026-02-15') }}>
      <KitProvider>
        <main className="kit-gallery">
          <Switches digits={digits} onDigits={setDigits} />
          <GallerySection name="PageHeader">
            <GalleryHeader />
          </GallerySection>
          <GallerySection name="Grid">
            <GalleryGrid />
          </GallerySection>
          <GallerySection name="Form">
            <GalleryForm />
          </GallerySection>
          <GallerySection name="FormReadOnly">
            <GalleryForm isReadOnly />
          </GallerySection>
          <GallerySection name="EntryGrid">
            <GalleryEntry />
          </GallerySection>
          <GallerySection name="Timeline">
            <GalleryTimeline />
          </GallerySection>
          <GallerySection name="Attachments">
            <GalleryAttachments />
          </GallerySection>
          <GallerySection name="ConflictView">
            <GalleryConflict />
          </GallerySection>
          <GallerySection name="ImportWizard">
            <GalleryImport />
          </GallerySection>
          <GallerySection name="PrintPreview">
            <GalleryPrint />
          </GallerySection>
          <GallerySection name="Chart">
            <GalleryCharts />
          </GallerySection>
          <GallerySection name="Parts">
            <GallerySmall />
          </GallerySection>
        </main>
        <CommandPalette searchRecords={searchPeople} />
        <ShortcutHelp />
      </KitProvider>
    </DisplayProvider>
  );
}

function Switches({
  digits,
  onDigits,
}: {
  digits: 'latin' | 'arabic';
  onDigits: (digits: 'latin' | 'arabic') => void;
}) {
  const text = useText();
  const language = useLanguage();
  return (
    <nav className="kit-row" aria-label={text('kit.gallery.language')}>
      <Radio.Group
        value={language}
        optionType="button"
        buttonStyle="solid"
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(event) => void setLanguage(asLanguageOf(event.target.value))}
      />
      <Radio.Group
        value={digits}
        optionType="button"
        options={[
          { value: 'latin', label: '123' },
          { value: 'arabic', label: '١٢٣' },
        ]}
        onChange={(event) => onDigits(event.target.value === 'arabic' ? 'arabic' : 'latin')}
      />
    </nav>
  );
}

function asLanguageOf(value: unknown): Language {
  return languages.find((language) => language === value) ?? 'ar';
}

const people = galleryPeople(400);

async function searchPeople(text: string): Promise<readonly PaletteRecord[]> {
  return people
    .filter(({ name }) => matchesQuery(name, text))
    .slice(0, 10)
    .map(({ id, name, unit }) => ({
      id,
      title: name,
      subtitle: unit,
      icon: 'user',
      perform: () => document.getElementById('Grid')?.scrollIntoView(),
    }));
}
