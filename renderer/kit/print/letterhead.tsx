import { useDisplay } from '#renderer/locale/display.tsx';

export interface LetterheadLines {
  /** The lines of the head in Arabic, from the republic down. */
  readonly ar: readonly string[];
  readonly en: readonly string[];
  /** The address of the emblem's picture; without one its place stays free. */
  readonly emblem?: string;
}

/** The head of an official page: Arabic at its right, the emblem, English at its left, in every language. */
export function Letterhead({ lines }: { lines: LetterheadLines }) {
  return (
    <header className="kit-letterhead" dir="rtl">
      <div lang="ar">
        {lines.ar.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className="kit-letterhead-emblem">{lines.emblem !== undefined && <img src={lines.emblem} alt="" />}</div>
      <div lang="en" dir="ltr">
        {lines.en.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </header>
  );
}

/** Places to sign, side by side, with the office and the name below the line. */
export function SignatureBlocks({ blocks }: { blocks: readonly { readonly role: string; readonly name?: string }[] }) {
  return (
    <footer className="kit-signatures">
      {blocks.map(({ role, name }) => (
        <div key={role}>
          <span className="kit-signature-line" />
          {name !== undefined && <bdi>{name}</bdi>}
          <strong>{role}</strong>
        </div>
      ))}
    </footer>
  );
}

/** The number and day of a paper, as offices write them at its head. */
export function PaperMarks({ marks }: { marks: readonly { readonly label: string; readonly value: string }[] }) {
  const { digits } = useDisplay();
  return (
    <dl className="kit-paper-marks">
      {marks.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{digits(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
