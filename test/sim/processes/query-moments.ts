import { Client } from 'pg';
import { Standstill } from './standstill.ts';

/** Makes every query of this process a moment at which it may stand still, with its text for a name. */
export function watchQueries(): Standstill {
  const standstill = new Standstill();
  const ways = new WeakMap<Client, ReturnType<Standstill['way']>>();
  // Called with the connection that it belongs to.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const ask = Client.prototype.query as (this: Client, ...asked: unknown[]) => unknown;
  const watched = function query(this: Client, ...asked: unknown[]): unknown {
    const way = ways.get(this) ?? standstill.way();
    ways.set(this, way);
    const [text] = asked;
    if (isCopy(text)) watchCopy(text, way);
    if (typeof text !== 'string') return ask.apply(this, asked);
    way.pass(text, 'before');
    const answered = ask.apply(this, asked);
    if (!(answered instanceof Promise)) return answered;
    return answered.then((rows: unknown) => {
      way.pass(text, 'after');
      return rows;
    });
  };
  // The driver's types name each form of the call; here every one is only passed through.
  Client.prototype.query = watched as typeof Client.prototype.query;
  return standstill;
}

/** What `copyText` hands to the driver: rows that are written by COPY. */
interface Copy {
  submit(connection: Asking): void;
  handleReadyForQuery(): void;
}

interface Asking {
  query(sql: string): void;
}

function isCopy(asked: unknown): asked is Copy {
  return typeof asked === 'object' && asked !== null && 'submit' in asked && 'handleCopyInResponse' in asked;
}

function watchCopy(copy: Copy, way: ReturnType<Standstill['way']>): void {
  const submit = copy.submit.bind(copy);
  const ready = copy.handleReadyForQuery.bind(copy);
  let text = '';
  copy.submit = (connection) =>
    submit({
      query: (sql) => {
        text = sql;
        way.pass(sql, 'before');
        connection.query(sql);
      },
    });
  copy.handleReadyForQuery = () => {
    way.pass(text, 'after');
    ready();
  };
}
