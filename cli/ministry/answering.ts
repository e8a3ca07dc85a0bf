import { awayCodeOf } from '#datacenter/storage/database-figures.ts';
import { openMinistry, type MinistryOptions } from '#datacenter/ministry/index.ts';
import { refusal } from '#db/refusal.ts';
import type { Ministry } from '#modules/ministry/index.ts';

/** The ministry over an open data centre, as its own office asks it. Refuses `CENTRE_AWAY` while PostgreSQL is away. */
export function ministryOf(options: MinistryOptions): Ministry {
  return refusingWhileAway<Ministry>(openMinistry(options));
}

/** The same service; whatever is asked of it in vain, because its database does not answer, is refused and no fault. */
export function refusingWhileAway<Service extends object>(service: Service): Service {
  const asked = Object.entries(service).map(([name, ask]: [string, unknown]) => [
    name,
    isAsk(ask) ? answering(ask) : ask,
  ]);
  // Each member keeps its name and its form: only what it rejects with is another.
  return Object.fromEntries(asked) as Service;
}

type Ask = (...args: readonly unknown[]) => unknown;

function isAsk(member: unknown): member is Ask {
  return typeof member === 'function';
}

function answering(ask: Ask): Ask {
  return async (...args) => {
    try {
      return await ask(...args);
    } catch (error) {
      throw isAway(error) ? refusal('CENTRE_AWAY') : error;
    }
  };
}

/** What PostgreSQL, the way to it and its client call a connection that there is not. */
const codes = /^(?:E[A-Z]+|08...|57P0[1-5]|53300)$/;
/** The client gives these no code. */
const words = /connection terminated|connection timeout|timeout exceeded|read timeout|client has encountered/i;

/** Within what is asked, rules refuse and promises are broken too: those are no silence of the database. */
function isAway(error: unknown): boolean {
  const code = awayCodeOf(error);
  if (code === null || !(error instanceof Error)) return false;
  return code === 'TIMEOUT' ? words.test(error.message) : codes.test(code);
}
