import type { Tx } from '#db/door.ts';
import { refusal } from '#db/refusal.ts';
import { takeBack, touchedBy } from '#db/undo.ts';
import type { OfficeContext } from './connection.ts';

/** What a session may take back with Ctrl+Z. */
export interface UndoStep {
  readonly seq: number;
  readonly command: string;
  /** The permission under which it was done, and which taking it back demands again. */
  readonly permission: string;
}

const STEPS_KEPT = 50;

/** The undoable commands of each session, newest last. They end with the session. */
export class UndoSteps {
  readonly #steps = new Map<string, UndoStep[]>();

  remember(sessionId: string, step: UndoStep): void {
    this.#steps.set(sessionId, [...(this.#steps.get(sessionId) ?? []), step].slice(-STEPS_KEPT));
  }

  next(sessionId: string): UndoStep | undefined {
    return this.#steps.get(sessionId)?.at(-1);
  }

  /** Drops the newest: it was taken back, or can never be. */
  drop(sessionId: string): void {
    this.#steps.get(sessionId)?.pop();
  }

  forget(sessionId: string): void {
    this.#steps.delete(sessionId);
  }
}

/**
 * Takes a step back inside the command `tx`, and has the module of each record judge the outcome. Refuses
 * `UNDO_OVERTAKEN`, `UNDO_IMPOSSIBLE` for a record that no rule speaks for, and whatever the rules refuse.
 */
export function takeBackJudged(tx: Tx, { core, access, db, recordKind }: OfficeContext, { seq }: UndoStep): void {
  const source = { raw: core.database.raw, tables: core.tables, seq };
  const touched = touchedBy(source).map(({ table, id }) => {
    const rule = core.undoRules.get(table);
    if (!rule) throw refusal('UNDO_IMPOSSIBLE');
    return { rule, table, id, before: core.records.living(table, id) };
  });
  takeBack(tx, source);
  for (const { rule, table, id, before } of touched) {
    rule(tx, { before, after: core.records.living(table, id) }, { access, db, recordKind });
  }
}
