import { once } from 'node:events';
import { statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LineError } from '#office/sync/line.ts';
import { SYNC_PATHS } from '#kernel/sync/enrolment.ts';
import { revoke } from '#datacenter/protocol/enrol.ts';
import { noteVerifiedCopy } from '#datacenter/server/upkeep.ts';
import { readDurable } from '#datacenter/storage/durable.ts';
import { migrateDatacenter, readDatacenterMigrations } from '#datacenter/storage/migrate.ts';
import { openPostgresStore } from '#datacenter/storage/postgres-store.ts';
import { frames, streams } from '#datacenter/protocol/tables.ts';
import { PlainLine } from './plain-line.ts';
import { ServedCentre } from './served-centre.ts';
import { simProgram } from './sim-program.ts';

const centre = ServedCentre.forThisFile();

describe('the data centre over TLS', () => {
  it('enrols two offices by their codes, takes what one sends and hands it to the other', async () => {
    const [sender, receiver] = [await centre.installed(), await centre.installed()];
    expect([sender.no, receiver.no]).toEqual([2, 3]);
    sender.dispatch(receiver.no, 400);
    expect(await sender.sync()).toBe('done');
    expect(sender.client.status()).toMatchObject({ acked: 400, health: { unsent: 0 } });
    await centre.settled();
    expect(await receiver.sync()).toBe('done');
    expect(receiver.arrived()).toEqual(Array.from({ length: 400 }, (_, place) => [2, place + 1]));
    const { rows } = await centre.serving.opened.store.pool.query('SELECT name FROM office_device ORDER BY office_no');
    expect(rows).toEqual([{ name: 'PC' }, { name: 'PC' }]);
  });

  it('keeps its keys to itself', () => {
    for (const name of ['centre-keys.json', 'tls.json', 'witness.jsonl']) {
      expect(statSync(join(centre.folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('is not spoken to when another certificate is shown', async () => {
    const wrong = new PlainLine(centre.serving.address, '0'.repeat(64));
    onTestFinished(() => wrong.close());
    await expect(wrong.post(SYNC_PATHS.call, '{}')).rejects.toThrow('another certificate');
  });

  it('stops a revoked device at once', async () => {
    const pc = await centre.installed();
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    await revoke(centre.serving.opened.ports, pc.no, pc.keyId);
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('refused');
    expect(pc.client.status()).toMatchObject({ acked: 1, health: { unsent: 1 } });
  });

  it('scenario 7: fences the old PC when the office gets a new one, and gives its log to that', async () => {
    const old = await centre.installed();
    old.dispatch(2, 3);
    await old.sync();
    const next = await centre.installed(old.no);
    expect(await next.sync()).toBe('done');
    expect(next.door.head).toEqual(old.door.head);
    old.dispatch(2, 1);
    expect(await old.sync()).toBe('replaced');
  });

  it('tells health and counts on a port of its own', async () => {
    const health = (await (await fetch(`${centre.serving.watchAddress}/health`)).json()) as Record<string, unknown>;
    expect(health).toMatchObject({ state: 'ok', database: true, version: 'test', schema: 3 });
    const metrics = await (await fetch(`${centre.serving.watchAddress}/metrics`)).text();
    expect(metrics).toMatch(/^diwan_frames_total [1-9]/m);
    expect(metrics).toMatch(/^diwan_request_seconds_bucket\{path="\/sync\/v1\/push",le="\+Inf"\} [1-9]/m);
    expect((await centre.line().post('/metrics', '')).status).toBe(404);
  });
});

describe('when too much comes at once', () => {
  it('scenario 24: a frame is turned away with a time to come back', async () => {
    const pc = await centre.limited({ framesOnTheWay: 0 });
    pc.dispatch(2, 1);
    const fault = await pc.sync().catch((error: unknown) => error);
    expect(fault).toMatchObject({ fault: 'SYNC_BUSY', retryAfterMs: expect.any(Number) as number });
    expect(pc.client.status().health.unsent).toBe(1);
    pc.turnTo(centre.serving.address);
    expect(await pc.sync()).toBe('done');
  });

  it('a call is turned away with a time to come back', async () => {
    const pc = await centre.limited({ callsAtOnce: 0 });
    const fault = await pc.sync().catch((error: unknown) => error);
    expect(fault).toMatchObject({ fault: 'SYNC_BUSY', retryAfterMs: expect.any(Number) as number });
    pc.turnTo(centre.serving.address);
    expect(await pc.sync()).toBe('done');
  });

  it('an office that has asked its share waits; who only names it takes nothing from it', async () => {
    const other = await centre.limited({ deviceCallsPerMinute: 8 });
    const line = new PlainLine(other.address, centre.serving.fingerprint);
    onTestFinished(() => line.close());
    const body = JSON.stringify({ kind: 'ops', office: other.no, points: [] });
    const forged = { kind: 'signed', office: other.no, key: other.keyId, body, signature: 'ab'.repeat(64) };
    for (let time = 0; time < 20; time += 1) {
      expect((await line.post(SYNC_PATHS.call, JSON.stringify(forged))).status).toBe(200);
    }
    expect(await other.sync()).toBe('done');
    const fault = async () => {
      for (let time = 0; time < 8; time += 1) await other.sync();
    };
    expect(await fault().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
  });

  it('scenario 24: an office that has sent its share waits, and the others do not', async () => {
    const pc = await centre.limited({ deviceBytesPerMinute: 1 });
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    pc.dispatch(2, 1);
    expect(await pc.sync().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
  });

  it('scenario 24: a PC that was replaced waits when it has asked its share, and the one that writes now does not', async () => {
    const old = await centre.limited({ deviceCallsPerMinute: 8 });
    const { address } = old;
    const next = await centre.installed(old.no);
    next.turnTo(address);
    const calls = async () => {
      for (let time = 0; time < 8; time += 1) expect(await old.sync()).toBe('replaced');
    };
    expect(await calls().catch((error: unknown) => error)).toMatchObject({ fault: 'SYNC_BUSY' });
    expect(await next.sync()).toBe('done');
  });

  it('scenario 24: thirty offices that come at once are turned away in turns, and all are stored and applied once', async () => {
    const pcs = [await centre.limited({ framesOnTheWay: 6, shareOfAddress: 1, callsAtOnce: 6 })];
    while (pcs.length < 30) pcs.push(await centre.installed());
    const [first] = pcs;
    for (const [place, pc] of pcs.entries()) {
      pc.turnTo(first?.address ?? '');
      pc.dispatch(pcs[(place + 1) % pcs.length]?.no ?? 0, 5);
    }
    let turnedAway = 0;
    await Promise.all(
      pcs.map(async (pc) => {
        for (let end = ''; end !== 'done';) {
          try {
            end = await pc.sync();
          } catch (error) {
            // Nobody is left waiting until his line breaks: whoever is too many hears when to come back.
            if (!(error instanceof LineError) || error.retryAfterMs === null) throw error;
            turnedAway += 1;
            await wait(error.retryAfterMs);
          }
        }
      }),
    );
    expect(turnedAway).toBeGreaterThan(0);
    await centre.settled();
    for (const pc of pcs) expect(await pc.sync()).toBe('done');
    for (const pc of pcs) expect(pc.arrived()).toHaveLength(5);
  }, 120_000);

  it('scenario 24: small frames go first: a day’s work finds a place where many weeks’ work does not', async () => {
    const pc = await centre.limited({ framesOnTheWay: 4, shareOfAddress: 1 });
    /** A frame of a megabyte on a line that has stopped; answers the status when it is turned away. */
    const large = (): { readonly status: Promise<number>; readonly arrived: Promise<unknown> } => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': 1_000_000 };
      const asking = request(new URL(SYNC_PATHS.push, pc.address), {
        method: 'POST',
        headers,
        rejectUnauthorized: false,
      });
      asking.on('error', () => undefined);
      onTestFinished(() => void asking.destroy());
      asking.write('x');
      const status = once(asking, 'response').then(([response]) => (response as IncomingMessage).statusCode ?? 0);
      return { status, arrived: Promise.race([status, wait(300)]) };
    };
    for (let count = 0; count < 3; count += 1) expect(await large().arrived).toBeUndefined();
    expect(await large().status).toBe(503);
    pc.dispatch(2, 1);
    expect(await pc.sync()).toBe('done');
    expect(pc.client.status().health.unsent).toBe(0);
  });

  it('scenario 24: and what is stored cannot be applied as quickly, offices are told to wait', async () => {
    const pc = await centre.installed();
    const { opened } = centre.serving;
    // Whoever watches the lag would find that there is none.
    Object.defineProperty(opened, 'busy', { configurable: true, get: () => true, set: () => undefined });
    onTestFinished(() => void Object.defineProperty(opened, 'busy', { value: false, writable: true }));
    expect(await pc.sync()).toBe('wait');
  });
});

describe('a copy that was put back from a backup', () => {
  it('tells how far the backup reaches, when every log in it is whole and the same', async () => {
    const pc = await centre.installed();
    pc.dispatch(2, 3);
    await pc.sync();
    const noted = await noteVerifiedCopy(centre.serving.opened, centre.databaseUrl);
    expect(noted).toMatchObject({ ok: true });
    expect(noted.ok && noted.value.find(({ office }) => office === pc.no)).toEqual({ office: pc.no, durable: 3 });
    expect(await pc.sync()).toBe('done');
    expect(pc.client.status().durable).toBe(3);
    expect((await readDurable(centre.serving.opened.store.pool)).get(pc.no)).toBe(3);
  });

  it('is what the ledger need not know any more', async () => {
    const { opened } = centre.serving;
    const pc = await centre.installed();
    const known = async (): Promise<readonly number[]> => {
      const places: number[] = [];
      for await (const { office, to } of opened.ports.ledger.lines()) if (office === pc.no) places.push(to);
      return places;
    };
    for (let frame = 1; frame <= 2; frame += 1) {
      pc.dispatch(2, 2);
      await pc.sync();
      if (frame === 1) expect(await noteVerifiedCopy(opened, centre.databaseUrl)).toMatchObject({ ok: true });
    }
    expect(await known()).toEqual([2, 4]);
    centre.ahead = 2 * 3_600_000;
    onTestFinished(() => void (centre.ahead = 0));
    await opened.ports.ledger.cut(await readDurable(opened.store.pool));
    expect(await known()).toEqual([4]);
    expect(await noteVerifiedCopy(opened, centre.databaseUrl)).toMatchObject({ ok: true });
    expect(await known()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['has lost a frame', 'DELETE FROM office_frame', 'COPY_BROKEN'],
    ['tells another head', `UPDATE office_stream SET head = repeat('b', 64)`, 'COPY_BROKEN'],
    ['holds empty frames', `UPDATE office_frame SET frame = ''`, 'COPY_DIFFERS'],
    [
      'holds a frame with one other byte',
      'UPDATE office_frame SET frame = set_byte(frame, 300, get_byte(frame, 300) # 1)',
      'COPY_DIFFERS',
    ],
    [
      'holds another history',
      `UPDATE office_stream SET head = repeat('b', 64); UPDATE office_frame SET head = repeat('b', 64)`,
      'COPY_DIFFERS',
    ],
  ])('is refused when it %s', async (_, damage, code) => {
    const copyUrl = await centre.newDatabase();
    const copy = openPostgresStore({ url: copyUrl, connections: 1 });
    onTestFinished(() => copy.close());
    await migrateDatacenter(copy.pool, readDatacenterMigrations(simProgram.migrationsFolder));
    const [stream, frame] = await centre.serving.opened.store.transaction(async (tx) => [
      await tx.get(streams, [2]),
      await tx.range(frames, 2, { limit: 100 }),
    ]);
    await copy.transaction(async (tx) => {
      if (stream) await tx.put(streams, [stream]);
      await tx.put(frames, frame);
    });
    expect(await noteVerifiedCopy(centre.serving.opened, copyUrl)).toMatchObject({ ok: true });
    await copy.pool.query(damage);
    expect(await noteVerifiedCopy(centre.serving.opened, copyUrl)).toMatchObject({ ok: false, problems: [{ code }] });
  });
});
