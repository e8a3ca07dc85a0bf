import './print.css';

const ROOT_ID = 'kit-print-root';

export interface PrintJob {
  /** The content; it is copied, so that what the screen shows stays as it is. */
  readonly element: HTMLElement;
  /** The rules of the pages, see `pageCss`. */
  readonly css: string;
  readonly title: string;
  /** Prints the window: the browser's own dialog, or the desktop shell's `printToPdf` or `print`. */
  readonly print: () => Promise<unknown>;
}

/**
 * Lays the content alone on the page, waits until its fonts and pictures are there, prints, and clears up. The shell
 * prints the window as it then stands, so no second document is needed.
 */
export async function printDocument({ element, css, title, print }: PrintJob): Promise<void> {
  const root = document.createElement('div');
  root.id = ROOT_ID;
  root.append(element.cloneNode(true));
  const style = pageStyle(css);
  const titleBefore = document.title;
  document.body.append(root);
  document.documentElement.classList.add('kit-printing');
  // The name that the PDF is offered under.
  document.title = title;
  try {
    await readiness(root);
    await print();
  } finally {
    document.title = titleBefore;
    document.documentElement.classList.remove('kit-printing');
    style.remove();
    root.remove();
  }
}

/** Prints in a browser: its dialog, until the user has closed it. */
export async function printInBrowser(): Promise<void> {
  const closed = new Promise<void>((resolve) => window.addEventListener('afterprint', () => resolve(), { once: true }));
  window.print();
  await closed;
}

/** A sheet that is made here and not written into the page, so that the strict content policy lets it pass. */
function pageStyle(css: string): { remove: () => void } {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    remove: () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    },
  };
}

async function readiness(root: HTMLElement): Promise<void> {
  const faces = ["400 12px 'Noto Naskh Arabic'", "700 12px 'Noto Naskh Arabic'"];
  await Promise.all(faces.map((face) => document.fonts.load(face, 'ديوان')));
  await Promise.all([...root.querySelectorAll('img')].map(loaded));
  await document.fonts.ready;
}

/** A picture that cannot be drawn is left out; the paper is more than its emblem. */
async function loaded(image: HTMLImageElement): Promise<void> {
  await image.decode().catch(() => image.remove());
}
