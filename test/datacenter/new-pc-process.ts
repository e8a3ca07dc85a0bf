import { setTimeout as wait } from 'node:timers/promises';
import { NewPc } from './new-pc.ts';

/** A new PC as a process of its own, to be killed: tells each answer that came, each piece of work, and its end. */
const [folder = ''] = process.argv.slice(2);
const tell = (what: string): void => void process.stdout.write(`${what}\n`);
const pc = new NewPc(folder);
const work = pc.client.work.bind(pc.client);
pc.client.work = () => {
  const hasMore = work();
  if (hasMore) tell('piece');
  return hasMore;
};
const end = await pc.sync((answer) => {
  tell(answer.kind);
  return answer;
});
tell(end);
pc.close();
await wait(0);
