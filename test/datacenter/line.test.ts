import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer, connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { ownCertificate } from '#datacenter/storage/certificate.ts';
import { openLine } from '#office/sync/line.ts';

const question = { kind: 'signed', office: 2, key: 'k', body: '{}', signature: 'y' } as const;
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/**
 * Found by the rig of processes: it ended the office. A question that waits for the one connection stays in the queue of
 * Node's agent when no connection comes about, and hears of an error again when there is one.
 */
it('a question that was given up while it waited for a connection is not the end of the office', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diwan line '));
  const certificate = await ownCertificate(folder, Date.now());
  const asked: Socket[] = [];
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => asked.push(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  let isDown = false;
  const ends: Socket[] = [];
  const line = createTcpServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
    for (const end of [near, far]) ends.push(end.on('error', () => undefined));
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  const office = openLine({
    ...{ address: `https://127.0.0.1:${port}`, fingerprint: certificate.fingerprint, centreKey: '00' },
  });
  onTestFinished(() => {
    office.close();
    for (const each of [server, line]) each.close();
    for (const end of ends) end.destroy();
    rmSync(folder, { recursive: true });
  });
  const first = office.send(question);
  while (asked.length === 0) await wait(5);
  const waiting = office.send(question);
  isDown = true;
  for (const end of ends) end.destroy();
  await expect(first).rejects.toThrow('SYNC_NO_ANSWER');
  await expect(waiting).rejects.toThrow('SYNC_NO_ANSWER');
  isDown = false;
  const later = office.send(question);
  while (asked.length === 1) await wait(5);
  asked[1]?.write(ANSWER);
  await expect(later).rejects.toThrow('SYNC_FORGED_ANSWER');
  // The connection is free now, and the agent gives it to whoever waited: an error here fails the run.
  await wait(20);
});
