import type { Language } from './config.ts';
import type { MainPc } from './main-pc.ts';
import { textIn, type TextKey } from './texts.ts';

/** The paths that the forms of these pages ask for. */
export const JOIN_PATHS = { form: '/', look: '/look', choose: '/choose', style: '/style.css' } as const;

/** No script at all: the pages are forms, and only their own answers come back. */
export const JOIN_POLICY = [
  `default-src 'none'`,
  `style-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Asks for the address of the main PC, with what was wrong with the last one. */
export function addressPage(
  language: Language,
  { typed, problem }: { readonly typed: string; readonly problem: TextKey | null },
): string {
  const say = speaker(language);
  return page(language, [
    `<p>${say('join.body')}</p>`,
    problem === null ? '' : `<p class="problem" role="alert">${say(problem)}</p>`,
    `<form action="${JOIN_PATHS.look}" method="get">`,
    `<label for="address">${say('join.address')}</label>`,
    `<input id="address" name="address" dir="ltr" value="${escaped(typed)}" placeholder="192.168.1.5:7421"`,
    ` maxlength="100" autocomplete="off" spellcheck="false" required autofocus>`,
    `<button>${say('join.look')}</button></form>`,
  ]);
}

/** Shows the fingerprint that was found, and asks whether it equals the one on the main PC. */
export function comparePage(language: Language, { address, fingerprint }: MainPc): string {
  const say = speaker(language);
  return page(language, [
    `<p>${say('join.compare')}</p>`,
    `<p class="address"><bdi dir="ltr">${escaped(address)}</bdi></p>`,
    `<p class="fingerprint" dir="ltr">${escaped(fingerprint)}</p>`,
    `<p class="problem">${say('join.different')}</p>`,
    `<form action="${JOIN_PATHS.choose}" method="get">`,
    `<input type="hidden" name="fingerprint" value="${escaped(fingerprint)}">`,
    `<button>${say('join.equal')}</button></form>`,
    `<form action="${JOIN_PATHS.form}" method="get"><button class="quiet">${say('join.back')}</button></form>`,
  ]);
}

/** Shown for the moment until the program has started anew. */
export function chosenPage(language: Language): string {
  return page(language, [`<p>${speaker(language)('join.opening')}</p>`]);
}

export const JOIN_STYLE = `
* { box-sizing: border-box; }
body { margin: 0; padding: 32px; background: #f5f7fa; color: #1d2939; font: 16px/1.7 'Segoe UI', Tahoma, sans-serif; }
h1 { margin: 0 0 12px; font-size: 21px; color: #0b5f56; }
p { margin: 0 0 14px; }
form { margin-block-start: 14px; }
label { display: block; font-weight: 600; }
input { inline-size: 100%; margin-block: 6px 14px; padding: 9px 12px; border: 1px solid #98a2b3; border-radius: 6px;
  background: #fff; color: inherit; font: inherit; text-align: start; }
button { inline-size: 100%; padding: 10px; border: 1px solid #0b5f56; border-radius: 6px; background: #0b5f56;
  color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: #0b5f56; }
:focus-visible { outline: 3px solid #7cc4bb; outline-offset: 1px; }
.problem { padding: 9px 12px; border-radius: 6px; background: #fef3f2; color: #912018; }
.fingerprint { padding: 14px; border: 1px solid #d0d5dd; border-radius: 6px; background: #fff; text-align: center;
  font: 600 19px/1.9 Consolas, 'DejaVu Sans Mono', monospace; word-spacing: 6px; user-select: text; }
`;

function page(language: Language, body: readonly string[]): string {
  const direction = language === 'en' ? 'ltr' : 'rtl';
  const title = speaker(language)('join.title');
  return [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${title}</title>`,
    `<link rel="stylesheet" href="${JOIN_PATHS.style}"></head><body><main><h1>${title}</h1>`,
    ...body,
    `</main></body></html>`,
  ].join('');
}

function speaker(language: Language): (key: TextKey) => string {
  return (key) => escaped(textIn(language, key));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
