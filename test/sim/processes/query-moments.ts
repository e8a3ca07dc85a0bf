import { Client } from 'pg';
import { Standstill } from './standstill.ts';

/** Makes every query of this process a moment at which it may stand still, with its text for a name. */
export function watchQueries(): Standstill {
  const standstill = new Standstill();
  const ways = new WeakMap<Client, ReturnType<Standstill['way']>>();
  // Called with the connection that it belongs to.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const ask = Client.prototype.query as (this: Client, ...asked: readonly unknown[]) => unknown;
  const watched = function query(this: Client, ...asked: readonly unknown[]): unknown {
    const way = ways.get(this) ?? standstill.way();
    ways.set(this, way);
    const [text] = asked;
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
