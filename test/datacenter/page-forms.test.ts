import { beforeEach, describe, expect, it } from 'vitest';
import { modelOf } from '#db/columns.ts';
import { allTables } from '#office/core.ts';
import { tellPage } from '#datacenter/protocol/hello.ts';
import { enrol } from '#datacenter/protocol/enrol.ts';
import { channelEntries, channels } from '#datacenter/protocol/tables.ts';
import { entryText, toldText, type EntryText } from '#datacenter/protocol/told.ts';
import type { Entry, FeedRequest, PageAnswer, RowImage } from '#kernel/sync/messages.ts';
import { answerSchema } from '#office/sync/answers.ts';
import { SimCentre } from '../sim/sync/centre.ts';
import { simDevice } from '../sim/sync/keys.ts';

/** How a page is told to programs that know shapes, and to earlier ones. */

const OFFICE = 3;
const record = (no: number, values: RowImage['values'], table = 'sim_transfer'): Entry => ({
  kind: 'row',
  image: {
    ...{ table, id: `01900000-0000-7000-8000-00000000000${no}`, ownerOffice: 2, seq: no, revision: 1 },
    ...{ createdAt: 5, createdBy: '01900000-0000-7000-8000-000000000009', updatedAt: 6, deletedAt: null },
    updatedBy: '01900000-0000-7000-8000-000000000009',
    values,
  },
});

const entries: readonly Entry[] = [
  record(1, { toOffice: 3, quantity: 10, number: 'كتاب «١»' }),
  { kind: 'released', op: '01900000-0000-7000-8000-000000000008', seq: 4 },
  record(2, { toOffice: 3, transferId: 'x', quantity: 1 }, 'sim_acceptance'),
  record(3, { toOffice: 3, quantity: 7, number: '"\\,]' }),
];
/** As it was handed on before records had shapes. */
const whole = (entry: Entry): EntryText => ({ shape: '', entry: JSON.stringify(entry) });

let centre: SimCentre;

beforeEach(async () => {
  centre = new SimCentre(() => 1_800_000_000_000);
  await enrol(centre.ports, { office: OFFICE, keyId: 'k', publicKey: simDevice('pc').publicKey });
});

async function told(texts: readonly EntryText[], form?: string): Promise<string> {
  await centre.store.transaction(async (tx) => {
    await tx.put(channels, [{ channelNo: OFFICE, lastNo: texts.length, floorNo: 0 }]);
    await tx.put(
      channelEntries,
      texts.map((text, at) => ({ channelNo: OFFICE, no: at + 1, source: `2:${at}`, ...text })),
    );
  });
  const cursor = { channel: OFFICE, generation: 1, at: 0 };
  const request: FeedRequest = { kind: 'feed', office: OFFICE, cursor, maxBytes: 100_000 };
  return toldText(await tellPage(centre.ports, { ...request, ...(form && { form: form as 'shaped' }) }));
}

const read = (text: string): readonly Entry[] => (answerSchema.parse(JSON.parse(text)) as PageAnswer).entries;

describe('a page', () => {
  it('names each shape once, and is read as what was handed on', async () => {
    const text = await told(entries.map(entryText), 'shaped');
    expect((JSON.parse(text) as { shapes: unknown }).shapes).toEqual([
      { table: 'sim_transfer', columns: ['toOffice', 'quantity', 'number'] },
      { table: 'sim_acceptance', columns: ['toOffice', 'transferId', 'quantity'] },
    ]);
    expect(read(text)).toEqual(entries);
  });

  it('is told whole to a program that asks for no form', async () => {
    const plain = JSON.parse(await told(entries.map(entryText))) as { entries: unknown; shapes?: unknown };
    expect(plain.entries).toEqual(entries);
    expect(plain).not.toHaveProperty('shapes');
    expect(plain).not.toHaveProperty('isShaped');
  });

  it('brings what was handed on before there were shapes, in either form', async () => {
    const texts = entries.map((entry, at) => (at % 2 === 0 ? whole(entry) : entryText(entry)));
    expect(read(await told(texts, 'shaped'))).toEqual(entries);
    expect(read(await told(texts))).toEqual(entries);
  });

  it('may name every column of the program', async () => {
    const every = allTables.map(modelOf).map(({ name, columns }, no): Entry => {
      const own = columns.filter(({ isSynced }) => !isSynced).map(({ key }) => [key, no]);
      return record(1, Object.fromEntries(own) as RowImage['values'], name);
    });
    expect(read(await told(every.map(entryText), 'shaped'))).toEqual(every);
  });

  it('that is empty has no shapes', async () => {
    expect(read(await told([], 'shaped'))).toEqual([]);
  });

  it.each<[string, (page: { shapes: { table: string; columns: string[] }[]; entries: unknown[][] }) => void]>([
    ['a record with a value too many', ({ entries: [first] }) => first?.push(1)],
    ['a record with a value too few', ({ entries: [first] }) => first?.pop()],
    ['a record of a shape that it does not name', (page) => page.shapes.pop()],
    [
      'a shape with a name that is none',
      (page) => void (page.shapes[0] = { table: 't', columns: ['__proto__', 'a', 'b'] }),
    ],
    ['an id that is none', ({ entries: [first] }) => first?.splice(1, 1, 'x')],
    ['a list instead of another entry', ({ entries: told }) => void (told[1] = ['released'])],
  ])('with %s is refused', async (_name, change) => {
    const page = JSON.parse(await told(entries.map(entryText), 'shaped')) as Parameters<typeof change>[0];
    change(page);
    expect(answerSchema.safeParse(page).success).toBe(false);
  });
});
