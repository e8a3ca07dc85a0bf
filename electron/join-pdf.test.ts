import { expect, test } from 'vitest';
import { PdfJoin } from './join-pdf.ts';

/** A PDF of one page in the form in which Chromium writes it; its page says `word`. */
function onePage(word: string): Buffer {
  const drawing = `BT (${word} 4 0 R) Tj ET`;
  const objects = [
    `<</Title (${word} \\(1 0 R\\))>>`,
    '<</Type /Page\n/Contents 3 0 R\n/StructParents 0\n/Parent 4 0 R>>',
    `<</Length ${drawing.length}>> stream\n${drawing}\nendstream`,
    '<</Type /Pages\n/Count 1\n/Kids [2 0 R]>>',
    '<</Type /StructElem\n/S /Document\n/P 6 0 R\n/K 10 0 R>>',
    '<</Type /StructTreeRoot\n/K 5 0 R\n/ParentTreeNextKey 1\n/ParentTree 7 0 R\n/IDTree 8 0 R>>',
    '<</Type /ParentTree\n/Nums [0 11 0 R]>>',
    '<</Kids [9 0 R]>>',
    '<</Limits [(node00000007) (node00000007)]\n/Names [(node00000007) 10 0 R]>>',
    '<</Type /StructElem\n/S /TH\n/P 5 0 R\n/Pg 2 0 R\n/K 0\n/ID (node00000007)>>',
    '[10 0 R]',
    '<</Type /Catalog\n/Pages 4 0 R\n/MarkInfo <</Marked true>>\n/StructTreeRoot 6 0 R\n/Lang (ar)>>',
  ];
  let text = '%PDF-1.4\n%\u00d3\u00eb\u00e9\u00e1\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<</Size ${size}\n/Root 12 0 R\n/Info 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

function joined(...words: readonly string[]) {
  const join = new PdfJoin();
  for (const word of words) join.add(onePage(word));
  const text = Buffer.concat(join.end()).toString('latin1');
  return { text, pageCount: join.pageCount, objects: objectsOf(text) };
}

/** Every object that the table at the end names, at the place that it names. */
function objectsOf(text: string): ReadonlyMap<number, string> {
  const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1])).split('\n');
  expect(table[0]).toBe('xref');
  const count = Number(table[1]?.split(' ')[1]);
  const lines = table.slice(2, 2 + count);
  return new Map(
    lines.flatMap((line, number) => {
      if (line.slice(17, 18) !== 'n') return [];
      const from = Number(line.slice(0, 10));
      const object = text.slice(from, text.indexOf('\nendobj', from));
      expect(object.startsWith(`${number} 0 obj\n`), line).toBe(true);
      return [[number, object] as const];
    }),
  );
}

const referencesIn = (text: string): readonly number[] =>
  [...text.replace(/\((?:\\[\s\S]|[^\\()])*\)/g, '').matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));

test('pages of several PDFs stand in one, in the order in which they came', () => {
  const { text, pageCount, objects } = joined('one', 'two', 'three');
  expect(pageCount).toBe(3);
  const root = objects.get(1) ?? '';
  expect(root).toContain('/Count 3');
  const words = referencesIn(root).map((tree) => {
    const [, page = 0] = /Kids \[(\d+) 0 R/.exec(objects.get(tree) ?? '') ?? [];
    const [, drawing = 0] = /Contents (\d+) 0 R/.exec(objects.get(Number(page)) ?? '') ?? [];
    return /\((\w+) 4 0 R\)/.exec(objects.get(Number(drawing)) ?? '')?.[1];
  });
  expect(words).toEqual(['one', 'two', 'three']);
  expect(text).toContain('(one \\(1 0 R\\))');
});

test('every reference of the joined PDF leads to an object, and what stands in a string is none', () => {
  const { text, objects } = joined('one', 'two');
  const outside = text.replace(/stream\n[\s\S]*?\nendstream/g, '');
  for (const number of referencesIn(outside)) expect(objects.has(number), String(number)).toBe(true);
});

test('tags for screen readers hold together: one root, keys without clash, names in their order', () => {
  const { text, objects } = joined('one', 'two');
  expect(text.match(/\/StructParents \d/g)).toEqual(['/StructParents 0', '/StructParents 1']);
  expect(text.match(/\/Limits \[\d \d\]/g)).toEqual(['/Limits [0 0]', '/Limits [1 1]']);
  expect(text.match(/\/ID \(\w+\)/g)).toEqual(['/ID (p00000node00000007)', '/ID (p00001node00000007)']);
  expect([...objects.values()].filter((object) => object.includes('/S /Document'))).toHaveLength(1);
  expect(text.match(/\/StructTreeRoot \d+ 0 R/g)).toHaveLength(1);
});

test('a PDF of another writer is refused instead of being spoilt', () => {
  const join = new PdfJoin();
  expect(() => join.add(Buffer.from('%PDF-1.7\n…\nstartxref\n9\n%%EOF\n'))).toThrow(/not of the kind/);
});
