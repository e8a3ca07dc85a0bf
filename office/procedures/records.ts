import { implement } from '@orpc/server';
import { and, eq, isNull, or } from 'drizzle-orm';
import { assert } from '#kernel/assert.ts';
import { demand, refusal } from '#db/refusal.ts';
import { mayAt } from '#modules/module.ts';
import type { OfficeContext } from '../connection.ts';
import { contract } from '../contract/index.ts';
import { savedView } from '../schema.ts';
import { takeBackJudged } from '../undo.ts';

const records = implement(contract.record).$context<OfficeContext>();

export const recordProcedures = records.router({
  timeline: records.timeline.handler(({ input, context: { core, access } }) => [
    ...core.records.timeline(access, input.table, input.id),
  ]),
  fields: records.fields.handler(({ input, context: { core, access } }) => [
    ...core.records.fields(access, input.table, input.id),
  ]),
  search: records.search.handler(({ input, context: { core, access } }) => core.records.search(access, input.text)),
});

const undo = implement(contract.undo).$context<OfficeContext>();

export const undoProcedures = undo.router({
  next: undo.next.handler(({ context: { core, who } }) => ({
    command: who?.sessionId ? (core.undo.next(who.sessionId)?.command ?? null) : null,
  })),

  last: undo.last.handler(({ context }) => {
    const { core, who, access, write } = context;
    const sessionId = who?.sessionId ?? '';
    const step = core.undo.next(sessionId);
    if (!step) throw refusal('NOTHING_TO_UNDO');
    // Whoever lost the right since may not use it backwards either.
    if (!who || !access?.grants.has(step.permission)) throw refusal('FORBIDDEN');
    demand(core.secondFactorGuard.judge({ permission: step.permission, kind: 'command' }, who));
    core.undo.drop(sessionId);
    write('platform.undo', (tx) => takeBackJudged(tx, context, step));
    return { command: step.command };
  }),
});

const events = implement(contract.events).$context<OfficeContext>();

export const eventProcedures = events.router({
  watch: events.watch.handler(async function* ({ context: { core, who }, signal }) {
    assert(who !== null, 'The gate lets only signed-in callers here.');
    const { userId, sessionId } = who;
    const listener = {
      userId,
      // A stream lasts for hours: what its listener may hear is what he may see today.
      may: (permission: string) => core.people.accessOf(userId, core.today()).grants.has(permission),
      isHere: () => core.people.byId(userId) !== null && (sessionId === null || core.sessions.isAwake(sessionId)),
    };
    yield* core.events.watch(listener, signal);
  }),
});

const views = implement(contract.view).$context<OfficeContext>();

/** One user may keep this many views of a grid. */
const VIEWS_LIMIT = 50;

export const viewProcedures = views.router({
  list: views.list.handler(({ input, context }) =>
    viewsOf(context, input.grid).map(({ id, grid, name, scope, state, userId }) => ({
      ...{ id, grid, name, scope, state },
      isMine: userId === context.who?.userId,
    })),
  ),

  save: views.save.handler(({ input, context }) => {
    const userId = context.who?.userId ?? '';
    if (input.scope === 'office') demand(mayAt(context.access, 'platform.view.share', null));
    const known = viewsOf(context, input.grid);
    const same = known.find((view) => view.name === input.name && view.scope === input.scope && view.userId === userId);
    if (!same && known.length >= VIEWS_LIMIT) throw refusal('TOO_MANY_VIEWS', { limit: VIEWS_LIMIT });
    if (JSON.stringify(input.state).length > 20_000) throw refusal('VALUE_TOO_LONG', undefined, 'state');
    return context.write('platform.view.save', (tx) => {
      if (!same) return { id: tx.insert(savedView, { ...input, userId }) };
      tx.update(savedView, same.id, { state: input.state });
      return { id: same.id };
    });
  }),

  remove: views.remove.handler(({ input, context }) =>
    context.write('platform.view.remove', (tx) => {
      const view = tx.get(savedView, input.id);
      if (view.userId !== context.who?.userId) demand(mayAt(context.access, 'platform.view.share', null));
      if (view.userId !== context.who?.userId && view.scope === 'user') throw refusal('NOT_FOUND');
      tx.remove(savedView, input.id);
      return {};
    }),
  ),
});

function viewsOf({ db, who }: OfficeContext, grid: string): readonly (typeof savedView.$inferSelect)[] {
  const mine = or(eq(savedView.userId, who?.userId ?? ''), eq(savedView.scope, 'office'));
  return db
    .select()
    .from(savedView)
    .where(and(isNull(savedView.deletedAt), eq(savedView.grid, grid), mine))
    .limit(200)
    .all();
}
