import type { KeyPart, Store, StoreTable, StoreTransaction } from '#datacenter/protocol/store.ts';
import { streams } from '#datacenter/protocol/tables.ts';

/** Where a power cut may fall: before a transaction, before its commit, after it. */
export type StorePoint = 'begin' | 'commit' | 'committed';

type Rows = readonly object[];
/** By table and first key part, sorted by the rest of the key. A list is replaced, never changed. */
type Content = Map<string, Rows>;

/** The store in memory, for the simulator: transactions one after the other, all or nothing. */
export class MemoryStore implements Store {
  #content: Content = new Map();
  readonly #onPoint: (point: StorePoint) => void;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(onPoint: (point: StorePoint) => void = () => undefined) {
    this.#onPoint = onPoint;
  }

  /** Everything as it is now; what happens later does not change it. */
  backup(): ReadonlyMap<string, Rows> {
    return new Map(this.#content);
  }

  restore(backup: ReadonlyMap<string, Rows>): void {
    this.#content = new Map(backup);
  }

  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => this.#run(work));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async behind(limit: number): Promise<readonly number[]> {
    const found: { officeNo: number; lastSeenAt: number }[] = [];
    for (const [key, rows] of this.#content) {
      if (!key.startsWith(`${streams.name} `)) continue;
      // The table of streams holds streams.
      const [stream] = rows as readonly (typeof streams extends StoreTable<infer Row> ? Row : never)[];
      if (stream && (stream.appliedSeq < stream.seq || !stream.isRouted || stream.held > 0)) found.push(stream);
    }
    found.sort((left, right) => left.lastSeenAt - right.lastSeenAt || left.officeNo - right.officeNo);
    return found.slice(0, limit).map(({ officeNo }) => officeNo);
  }

  async #run<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    this.#onPoint('begin');
    const changed: Content = new Map();
    const result = await work(new MemoryTransaction(this.#content, changed));
    this.#onPoint('commit');
    for (const [key, rows] of changed) this.#content.set(key, rows);
    this.#onPoint('committed');
    return result;
  }
}

class MemoryTransaction implements StoreTransaction {
  readonly #content: Content;
  readonly #changed: Content;

  constructor(content: Content, changed: Content) {
    this.#content = content;
    this.#changed = changed;
  }

  async get<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined> {
    const rows = this.#rows(table, key[0]);
    const row = rows[place(table, rows, key)];
    return row && compare(table, row, key) === 0 ? row : undefined;
  }

  async lock<Row>(table: StoreTable<Row>, key: readonly KeyPart[]): Promise<Row | undefined> {
    return this.get(table, key);
  }

  async lockOrMake<Row>(table: StoreTable<Row>, row: Row): Promise<Row> {
    const there = await this.get(table, keyOf(table, row));
    if (there === undefined) await this.put(table, [row]);
    return there ?? row;
  }

  async some<Row>(table: StoreTable<Row>, first: number, seconds: readonly KeyPart[]): Promise<readonly Row[]> {
    const wanted = new Set(seconds);
    return this.#rows(table, first).filter((row) => wanted.has(keyOf(table, row)[1] ?? ''));
  }

  async upTo<Row>(table: StoreTable<Row>, first: number, second: number): Promise<Row | undefined> {
    const rows = this.#rows(table, first);
    return rows[place(table, rows, [first, second + 1]) - 1];
  }

  async range<Row>(
    table: StoreTable<Row>,
    first: number,
    { after, limit }: { readonly after?: KeyPart; readonly limit: number },
  ): Promise<readonly Row[]> {
    const rows = this.#rows(table, first);
    if (after === undefined) return rows.slice(0, limit);
    const second = table.key[1];
    let start = place(table, rows, [first, after]);
    while (second !== undefined && rows[start]?.[second] === after) start += 1;
    return rows.slice(start, start + limit);
  }

  async insert<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      if (await this.get(table, keyOf(table, row))) throw new Error(`${table.name} has this key already.`);
    }
    await this.put(table, rows);
  }

  async put<Row>(table: StoreTable<Row>, rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const key = keyOf(table, row);
      this.#change(table, key[0], (list) => {
        const at = place(table, list, key);
        const there = list[at];
        list.splice(at, there && compare(table, there, key) === 0 ? 1 : 0, stored(row));
      });
    }
  }

  async remove<Row>(table: StoreTable<Row>, keys: readonly (readonly KeyPart[])[]): Promise<void> {
    for (const key of keys) {
      this.#change(table, key[0], (list) => {
        const at = place(table, list, key);
        const there = list[at];
        if (there && compare(table, there, key) === 0) list.splice(at, 1);
      });
    }
  }

  #rows<Row>(table: StoreTable<Row>, first: KeyPart | undefined): readonly Row[] {
    const key = `${table.name} ${first}`;
    // Only rows of the table were put under its name.
    return (this.#changed.get(key) ?? this.#content.get(key) ?? []) as readonly Row[];
  }

  #change<Row>(table: StoreTable<Row>, first: KeyPart | undefined, change: (list: Row[]) => void): void {
    const key = `${table.name} ${first}`;
    const own = this.#changed.get(key);
    // Copied once in a transaction: until its end nobody else sees this list.
    const list = own ?? [...this.#rows(table, first)];
    change(list as Row[]);
    if (!own) this.#changed.set(key, list as readonly object[]);
  }
}

/** A copy, so that nobody changes a stored row by keeping a hand on it. */
function stored<Row>(row: Row): Row {
  return Object.freeze({ ...row });
}

function keyOf<Row>(table: StoreTable<Row>, row: Row): readonly KeyPart[] {
  // A key column holds a number or a text; the description says which.
  return table.key.map((key) => row[key] as KeyPart);
}

/** Where a key lies, or would lie, in a sorted list. */
function place<Row>(table: StoreTable<Row>, rows: readonly Row[], key: readonly KeyPart[]): number {
  let low = 0;
  for (let high = rows.length; low < high;) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && compare(table, row, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare<Row>(table: StoreTable<Row>, row: Row, key: readonly KeyPart[]): number {
  const own = keyOf(table, row);
  for (const [position, part] of key.entries()) {
    const mine = own[position];
    if (mine === undefined || mine === part) continue;
    return mine < part ? -1 : 1;
  }
  return 0;
}
