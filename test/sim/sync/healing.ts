import { runSession } from '#office/sync/session.ts';
import type { World } from './invariants.ts';
import { takeAllIn } from './late.ts';

const ROUNDS_LIMIT = 60;

/** No more faults, everybody on the line and of one version, until nothing moves; answers how many rounds that took. */
export async function heal({ centre, numbers, pcs, newest }: World, pass: () => void): Promise<number> {
  centre.isUp = true;
  centre.fuse.disarm();
  centre.upgrade(newest, { oldestSchema: newest.schema });
  let before = '';
  const waited = new Set<string>();
  for (let round = 1; round <= ROUNDS_LIMIT; round += 1) {
    let now = '';
    const isDeciding = await takeAllIn({ centre, numbers }, waited);
    for (const pc of pcs) {
      pc.isOnline = true;
      if (pc.program !== centre.program) pc.upgrade(centre.program);
      if (!pc.isUp) pc.boot();
      const end = await runSession(pc.client, {
        send: async (call) => {
          const answer = await centre.hear(call);
          if (answer === null) throw new Error('The data centre is down while it heals.');
          return answer;
        },
      });
      pass();
      while (await centre.sweep()) pass();
      const { acked, health } = pc.client.status();
      const channels = JSON.stringify(pc.disk.raw.prepare('SELECT * FROM sync_channel ORDER BY channel').all());
      // Which incarnation it knows decides what is said of that which a restore has lost.
      now += `${end} ${JSON.stringify(pc.client.late)} ${pc.client.progress().incarnation} ${acked} ${health.unsent} ${health.inbox} ${channels} `;
    }
    if (now === before && !isDeciding) return round;
    before = now;
  }
  return ROUNDS_LIMIT + 1;
}
