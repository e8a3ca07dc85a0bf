import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYNC_PATHS } from '#kernel/sync/enrolment.ts';
import { Patience, SharedPlaces } from '#datacenter/server/arrivals.ts';
import { PlainLine } from './plain-line.ts';
import { ServedCentre } from './served-centre.ts';

const centre = ServedCentre.forThisFile();

/** Offices call from 127.0.0.1. */
const STRANGER = '127.0.0.2';

/** Somebody without a key: a connection that has said this much, and then says nothing. */
async function stranger(address: string, said: string, from = STRANGER): Promise<TLSSocket> {
  const { hostname: host, port } = new URL(address);
  const plain = connectPlain({ host, port: Number(port), localAddress: from });
  plain.on('error', () => undefined);
  const socket = connect({ socket: plain, rejectUnauthorized: false });
  // What is refused while it still speaks hears that its line is broken.
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const { promise: isAnswered, resolve } = Promise.withResolvers<unknown>();
  socket.once('secureConnect', resolve);
  socket.once('close', resolve);
  await isAnswered;
  if (!socket.destroyed) socket.write(said);
  return socket;
}

async function ended(socket: TLSSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  socket.once('close', resolve);
  if (!socket.closed) await promise;
}

/** The head of a body that is announced and of which one byte comes. */
function begun(path: string, bytes = 30_000): string {
  const type = path === SYNC_PATHS.call || path === SYNC_PATHS.enrol ? 'application/json' : 'application/octet-stream';
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\nx`;
}

/** Null when it is ended without an answer. */
async function statusOf(socket: TLSSocket): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  socket.once('data', resolve);
  socket.once('close', () => resolve(null));
  const answer = socket.closed ? null : await promise;
  return answer && Number(answer.toString().split(' ')[1]);
}

async function begunBy(count: number, address: string, path: string): Promise<readonly TLSSocket[]> {
  return Promise.all(Array.from({ length: count }, () => stranger(address, begun(path))));
}

describe('a stranger without any key', () => {
  it('does not stop the pushes of others with slow connections, however many', async () => {
    const pc = await centre.limited({ framesOnTheWay: 40 });
    const slow = await begunBy(40, pc.address, SYNC_PATHS.push);
    const turnedAway = await Promise.all(slow.slice(10).map(statusOf));
    expect(new Set(turnedAway)).toEqual(new Set([503]));
    pc.dispatch(2, 3);
    expect(await pc.sync()).toBe('done');
    expect(pc.client.status().health.unsent).toBe(0);
  });

  it('does not stop their files either', async () => {
    // Eight on the way for each that is answered.
    const pc = await centre.limited({ filesAtOnce: 1 });
    const slow = await begunBy(8, pc.address, SYNC_PATHS.file);
    expect(await Promise.all(slow.slice(2).map(statusOf))).toEqual([503, 503, 503, 503, 503, 503]);
    const line = new PlainLine(pc.address, centre.serving.fingerprint);
    onTestFinished(() => line.close());
    expect((await line.post(SYNC_PATHS.file, 'x', 'application/octet-stream')).status).toBe(200);
  });

  it('does not take all connections, of which most have said nothing', async () => {
    const pc = await centre.limited({ connections: 8 });
    const silent = await Promise.all(Array.from({ length: 8 }, () => stranger(pc.address, '')));
    await Promise.all(silent.slice(2).map(ended));
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    // Those that are over leave their places.
    for (const socket of silent) socket.destroy();
    let answered: number | null = null;
    while (answered === null)
      answered = await statusOf(await stranger(pc.address, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    expect(answered).toBe(404);
  });

  it.each([SYNC_PATHS.push, SYNC_PATHS.file, SYNC_PATHS.call, SYNC_PATHS.enrol])(
    'who begins a body of %s and sends nothing more is let go',
    async (path) => {
      const { address } = await centre.limited({ graceOfBody: 200 });
      const slow = await stranger(address, begun(path, 2_000));
      await ended(slow);
    },
  );

  it('behind the same address as an office holds it up only until his slow connections are ended', async () => {
    const pc = await centre.limited({ framesOnTheWay: 4, graceOfBody: 1_000 });
    const slow = await stranger(pc.address, begun(SYNC_PATHS.push), '127.0.0.1');
    const letGo = ended(slow);
    pc.dispatch(2, 1);
    expect(await pc.sync().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
    await letGo;
    expect(await pc.sync()).toBe('done');
  });
});

describe('places', () => {
  it('are had by one address up to its share, and by what stands before the servers up to all', () => {
    const places = new SharedPlaces({ places: 8, shareOfAddress: 0.25, proxies: ['10.0.0.9'] });
    const given = ['a', 'a', 'a'].map((address) => places.take(address));
    expect(given.map((each) => each !== null)).toEqual([true, true, false]);
    expect(Array.from({ length: 7 }, () => places.take('::ffff:10.0.0.9') !== null).filter(Boolean)).toHaveLength(6);
    expect(places.take('b')).toBeNull();
    given[0]?.();
    given[0]?.();
    expect([places.taken, places.take('a') !== null, places.take('a')]).toEqual([7, true, null]);
  });

  it('of large bodies are three quarters of what an address may hold', () => {
    const places = new SharedPlaces({ places: 16, shareOfAddress: 0.25, proxies: [] });
    expect(Array.from({ length: 4 }, () => places.take('a', 0.75) !== null)).toEqual([true, true, true, false]);
    expect(places.take('a')).not.toBeNull();
  });
});

describe('the patience for a body', () => {
  it('lasts as long as a line of 4 KB a second brings a megabyte, and a line of 500 bytes does not keep it', () => {
    const endOf = (bytesPerSecond: number): number => {
      const patience = new Patience(20_000, 0);
      let now = 0;
      for (let came = 0; came < 1_000_000 && now < patience.endsAt; came += bytesPerSecond) {
        now += 1_000;
        patience.came(bytesPerSecond, now);
      }
      return now;
    };
    expect(endOf(4_096)).toBe(245_000);
    expect(endOf(500)).toBeLessThan(60_000);
  });

  it('bears a line that stands still for a minute after it was quick, and no longer', () => {
    const patience = new Patience(20_000, 0);
    patience.came(900_000, 1_000);
    expect(patience.endsAt).toBe(61_000);
  });
});
