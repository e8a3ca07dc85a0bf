/** Numbers of the objects that stand once in the joined document; those of the portions come after them. */
const PAGES = 1;
const STRUCTURE = 2;
const PARENTS = 3;
const IDENTIFIERS = 4;
const DOCUMENT = 5;
const CATALOG = 6;

const HEADER = Buffer.from('%PDF-1.4\n%\u00d3\u00eb\u00e9\u00e1\n', 'latin1');

interface PdfObject {
  readonly number: number;
  /** The object up to its stream, or the whole of it. */
  readonly head: string;
  /** The stream with all that follows the head, or null. */
  readonly stream: Buffer | null;
}

/**
 * Joins PDFs as Chromium writes them to one document, in the order in which they are added, with their tags for screen
 * readers. It knows this one writer (Skia: a plain table of objects, no object streams) and throws at another's. Links
 * inside the document lose their aim; the papers have none.
 */
export class PdfJoin {
  readonly #pieces: Buffer[] = [HEADER];
  /** Where each object lies; a hole is a number that nobody has. */
  readonly #offsets: number[] = [];
  readonly #pages: number[] = [];
  readonly #structures: number[] = [];
  readonly #parents: number[] = [];
  readonly #identifiers: string[] = [];
  #length = HEADER.length;
  #pageCount = 0;
  #nextNumber = CATALOG + 1;
  #nextKey = 0;
  #info: number | null = null;
  #language = '';

  get pageCount(): number {
    return this.#pageCount;
  }

  /** Adds the pages of another PDF behind those that are there. */
  add(pdf: Buffer): void {
    const { objects, root, info, size } = readPdf(pdf);
    const base = this.#nextNumber;
    const moved = { base, key: this.#nextKey, mark: `p${String(this.#pages.length).padStart(5, '0')}` };
    const catalog = objects.get(root)?.head ?? '';
    const roles = rolesOf(catalog, objects);
    for (const object of objects.values()) {
      if (object.number === root || object.number === roles.destinations) continue;
      if (object.number === info && this.#info !== null) continue;
      if (object.number === roles.identifiers) continue;
      this.#write(object.number + base, inItsPlace(object, roles, moved), object.stream);
    }
    this.#info ??= info + base;
    this.#language ||= /\/Lang \([^)]*\)/.exec(catalog)?.[0] ?? '';
    this.#pages.push(roles.pages + base);
    this.#pageCount += numberAfter(objects.get(roles.pages)?.head ?? '', 'Count');
    if (roles.structure !== null) this.#structures.push(roles.structure + base);
    if (roles.parents !== null) this.#parents.push(roles.parents + base);
    this.#identifiers.push(...roles.identifierLeaves.map((number) => `${number + base} 0 R`));
    this.#nextKey += roles.keys;
    this.#nextNumber += size;
  }

  /** The whole document, piece by piece: at thousands of pages it is not copied together. Nothing is added after it. */
  end(): readonly Buffer[] {
    const references = (numbers: readonly number[]): string => numbers.map((number) => `${number} 0 R`).join(' ');
    const isTagged = this.#structures.length > 0;
    const pages = `<</Type /Pages\n/Count ${this.#pageCount}\n/Kids [${references(this.#pages)}]>>`;
    this.#write(PAGES, pages, null);
    if (isTagged) {
      const names = this.#identifiers.length > 0 ? `\n/IDTree ${IDENTIFIERS} 0 R` : '';
      const keys = `/ParentTreeNextKey ${this.#nextKey}\n/ParentTree ${PARENTS} 0 R${names}`;
      this.#write(STRUCTURE, `<</Type /StructTreeRoot\n/K ${DOCUMENT} 0 R\n${keys}>>`, null);
      const parts = `/P ${STRUCTURE} 0 R\n/K [${references(this.#structures)}]`;
      this.#write(DOCUMENT, `<</Type /StructElem\n/S /Document\n${this.#language}\n${parts}>>`, null);
      this.#write(PARENTS, `<</Type /ParentTree\n/Kids [${references(this.#parents)}]>>`, null);
      if (this.#identifiers.length > 0) this.#write(IDENTIFIERS, `<</Kids [${this.#identifiers.join(' ')}]>>`, null);
    }
    const tags = `/MarkInfo <</Type /MarkInfo\n/Marked true>>\n/StructTreeRoot ${STRUCTURE} 0 R\n`;
    const shown = `/ViewerPreferences <</Type /ViewerPreferences\n/DisplayDocTitle true>>\n${this.#language}`;
    this.#write(CATALOG, `<</Type /Catalog\n/Pages ${PAGES} 0 R\n${isTagged ? tags : ''}${shown}>>`, null);
    this.#pieces.push(Buffer.from(this.#table(), 'latin1'));
    return this.#pieces;
  }

  #write(number: number, head: string, stream: Buffer | null): void {
    const text = Buffer.from(`${number} 0 obj\n${head}`, 'latin1');
    const rest = stream ?? Buffer.from('\nendobj\n', 'latin1');
    this.#offsets[number] = this.#length;
    this.#pieces.push(text, rest);
    this.#length += text.length + rest.length;
  }

  #table(): string {
    const lines = Array.from({ length: this.#nextNumber }, (_, number) => {
      const offset = this.#offsets[number];
      return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
    });
    const trailer = `<</Size ${this.#nextNumber}\n/Root ${CATALOG} 0 R\n/Info ${this.#info ?? 0} 0 R>>`;
    return `xref\n0 ${this.#nextNumber}\n${lines.join('')}trailer\n${trailer}\nstartxref\n${this.#length}\n%%EOF\n`;
  }
}

/** The objects of one PDF that stand only once in the joined one. */
interface Roles {
  readonly pages: number;
  readonly destinations: number | null;
  readonly structure: number | null;
  /** The element that holds all others: a document has one, so that of a portion becomes a part. */
  readonly document: number | null;
  readonly parents: number | null;
  readonly identifiers: number | null;
  readonly identifierLeaves: readonly number[];
  /** How many keys its table of parents has. */
  readonly keys: number;
}

function rolesOf(catalog: string, objects: ReadonlyMap<number, PdfObject>): Roles {
  const pages = referenceAfter(catalog, 'Pages');
  if (pages === null) throw new Error('The PDF has no pages.');
  const structure = referenceAfter(catalog, 'StructTreeRoot');
  const root = structure === null ? '' : (objects.get(structure)?.head ?? '');
  const identifiers = referenceAfter(root, 'IDTree');
  const leaves = identifiers === null ? '' : (objects.get(identifiers)?.head ?? '');
  return {
    ...{ pages, structure, identifiers, destinations: referenceAfter(catalog, 'Dests') },
    ...{ document: referenceAfter(root, 'K'), parents: referenceAfter(root, 'ParentTree') },
    identifierLeaves: [...leaves.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number)),
    keys: structure === null ? 0 : numberAfter(root, 'ParentTreeNextKey'),
  };
}

interface Moved {
  /** What is added to the numbers of objects, and to the keys of the table of parents. */
  readonly base: number;
  readonly key: number;
  /** Set before the names of elements, which each portion counts for itself. */
  readonly mark: string;
}

/** The head of an object with the numbers that it has in the joined document. */
function inItsPlace({ number, head }: PdfObject, roles: Roles, moved: Moved): string {
  if (number === roles.parents) return parentTable(head, moved);
  if (number === roles.structure) {
    const document = (referenceAfter(head, 'K') ?? 0) + moved.base;
    return `<</Type /StructElem\n/S /Part\n/P ${DOCUMENT} 0 R\n/K ${document} 0 R>>`;
  }
  const renumbered = renumber(head, moved);
  if (number === roles.document) return renumbered.replace('/S /Document', '/S /Div');
  return number === roles.pages ? renumbered.replace('/Type /Pages', `/Type /Pages\n/Parent ${PAGES} 0 R`) : renumbered;
}

/** Strings and names pass as they are; between them stand the references. */
const TOKEN = /\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(\d+) 0 R\b|\/(StructParents?) (\d+)/g;

function renumber(head: string, { base, key, mark }: Moved): string {
  return head.replace(TOKEN, (whole: string, reference?: string, parents?: string, at?: string) => {
    if (reference !== undefined) return `${Number(reference) + base} 0 R`;
    if (parents !== undefined) return `/${parents} ${Number(at) + key}`;
    return /^\(node\d+\)$/.test(whole) ? `(${mark}${whole.slice(1)}` : whole;
  });
}

function parentTable(head: string, { base, key }: Moved): string {
  const rows = [...head.matchAll(/(\d+) (\d+) 0 R/g)].map(
    ([, at, number]) => [Number(at) + key, Number(number) + base] as const,
  );
  const numbers = rows.map(([at, number]) => `${at} ${number} 0 R`).join(' ');
  return `<</Type /ParentTree\n/Limits [${rows[0]?.[0] ?? key} ${rows.at(-1)?.[0] ?? key}]\n/Nums [${numbers}]>>`;
}

interface ReadPdf {
  readonly objects: ReadonlyMap<number, PdfObject>;
  readonly root: number;
  readonly info: number;
  readonly size: number;
}

/** Reads the objects by the table at the end of the file. */
function readPdf(pdf: Buffer): ReadPdf {
  const end = pdf.subarray(-64).toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(end)?.[1] ?? NaN);
  const lines = Number.isNaN(table) ? [] : pdf.subarray(table).toString('latin1').split('\n');
  const count = Number(/^0 (\d+)$/.exec(lines[1] ?? '')?.[1] ?? NaN);
  if (lines[0] !== 'xref' || Number.isNaN(count)) throw new Error('The PDF is not of the kind that can be joined.');
  const trailer = lines.slice(2 + count).join('\n');
  const [root, info] = [referenceAfter(trailer, 'Root'), referenceAfter(trailer, 'Info')];
  if (root === null || info === null) throw new Error('The end of the PDF names neither catalog nor title.');
  const used = lines
    .slice(2, 2 + count)
    .map((line, number) => ({ number, offset: Number(line.slice(0, 10)), isUsed: line[17] === 'n' }))
    .filter(({ isUsed }) => isUsed)
    .sort((one, other) => one.offset - other.offset);
  const objects = used.map(({ number, offset }, index) =>
    readObject(number, pdf.subarray(offset, used[index + 1]?.offset ?? table)),
  );
  return { objects: new Map(objects.map((object) => [object.number, object])), root, info, size: count };
}

function readObject(number: number, bytes: Buffer): PdfObject {
  const opening = `${number} 0 obj\n`;
  if (bytes.toString('latin1', 0, opening.length) !== opening) throw new Error(`The PDF has no object ${number}.`);
  const stream = bytes.indexOf(' stream\n', 0, 'latin1');
  const end = bytes.indexOf('\nendobj\n', 0, 'latin1');
  if (end < 0) throw new Error(`The object ${number} of the PDF has no end.`);
  const isStream = stream >= 0 && stream < end;
  return {
    number,
    head: bytes.toString('latin1', opening.length, isStream ? stream : end),
    stream: isStream ? bytes.subarray(stream) : null,
  };
}

function referenceAfter(text: string, name: string): number | null {
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(text);
  return found === null ? null : Number(found[1]);
}

function numberAfter(text: string, name: string): number {
  const found = new RegExp(`/${name} (\\d+)`).exec(text);
  if (found === null) throw new Error(`The PDF does not say ${name}.`);
  return Number(found[1]);
}
