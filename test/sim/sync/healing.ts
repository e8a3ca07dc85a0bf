import { runSession } from '#office/sync/session.ts';
import type { World } from './invariants.ts';

const ROUNDS_LIMIT = 60;

/** No more faults, everybody on the line, until nothing moves; answers how many rounds that took. */
export async function heal({ centre, offices }: World, pass: () => void): Promise<number> {
  centre.isUp = true;
  centre.fuse.disarm();
  let before = '';
  for (let round = 1; round <= ROUNDS_LIMIT; round += 1) {
    let now = '';
    for (const office of offices) {
      office.isOnline = true;
      if (!office.isUp) office.boot();
      const end = await runSession(office.client, {
        send: async (call) => {
          const answer = await centre.hear(call);
          if (answer === null) throw new Error('The data centre is down while it heals.');
          return answer;
        },
      });
      pass();
      while (await centre.sweep()) pass();
      const { acked, health } = office.client.status();
      const channels = JSON.stringify(office.disk.raw.prepare('SELECT * FROM sync_channel ORDER BY channel').all());
      now += `${end} ${acked} ${health.unsent} ${health.inbox} ${channels} `;
    }
    if (now === before) return round;
    before = now;
  }
  return ROUNDS_LIMIT + 1;
}
