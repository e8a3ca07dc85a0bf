import { useDisplay } from '#renderer/locale/display.tsx';
import type { HelpPage } from '#renderer/module.ts';
import './help.css';

/** A task of the guide, step by step. */
export function HelpSteps({ page }: { readonly page: HelpPage }) {
  const { digits } = useDisplay();
  return (
    <>
      <p>{digits(page.intro)}</p>
      <ol>
        {page.steps.map((step) => (
          <li key={step}>{digits(step)}</li>
        ))}
      </ol>
      {page.hints.length > 0 && (
        <ul className="help-hints">
          {page.hints.map((hint) => (
            <li key={hint}>{digits(hint)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
