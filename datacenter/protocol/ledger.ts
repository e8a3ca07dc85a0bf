import { formatNumber } from '#kernel/sync/numbers.ts';
import type { Op } from '#db/op.ts';
import { addresseeOf, type ModelTable } from './model-tables.ts';
import { readForeignOp } from './op-reader.ts';

/** A frame that was acknowledged; the same ops may come in another one again. */
export interface AckedFrame {
  readonly office: number;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly head: string;
  readonly receivedAt: number;
  readonly ops: readonly Uint8Array[];
}

/**
 * What was acknowledged since the last proved backup, told so that people can name it: should the database and a disk of
 * an office be lost in the same hours, nobody else knows what there was. It lies beside the witness. Nothing is judged
 * by it, so it is neither signed nor waited for: the last second may be missing, and a line that cannot be read is
 * passed over.
 */
export interface Ledger {
  /** Written within a second; nobody waits for it, and it never throws. */
  note(frame: AckedFrame): void;
  /** Every line that is kept, also those of other servers. */
  lines(): AsyncIterable<LedgerLine>;
  /** Lets go of what a proved backup holds: of each office the lines up to an op. */
  cut(durable: ReadonlyMap<number, number>): Promise<void>;
}

/** One frame, with nothing of what its records say. */
export interface LedgerLine extends NamedOps {
  readonly office: number;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly head: string;
  readonly receivedAt: number;
}

/** Ops by what a person would know them by. */
export interface NamedOps {
  /** Those that gave a number, or that were for another office. */
  readonly named: readonly NamedOp[];
  /** The ids of all others, by their command. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

export interface NamedOp {
  readonly seq: number;
  readonly id: string;
  readonly command: string;
  /** As it is printed. */
  readonly number: string | null;
  /** Who did it, and when by the clock of that PC. */
  readonly by: string;
  readonly at: number;
  /** The offices that it was for: they may have it. */
  readonly toOffices: readonly number[];
}

/** The line about a frame. An op that cannot be read has no name, and is left out. */
export function ledgerLine({ ops, ...frame }: AckedFrame, tables: ReadonlyMap<string, ModelTable>): LedgerLine {
  const named: NamedOp[] = [];
  // Without a prototype: a command is somebody else's word.
  const others = Object.create(null) as Record<string, string[]>;
  for (const [place, body] of ops.entries()) {
    const op = readForeignOp(body);
    if (op === null) continue;
    const toOffices = addressees(op, frame.office, tables);
    if (!op.n && toOffices.length === 0) (others[op.k] ??= []).push(op.id);
    else {
      const number = op.n ? formatNumber(frame.office, op.n) : null;
      named.push({ seq: frame.from + place, id: op.id, command: op.k, number, by: op.u, at: op.w, toOffices });
    }
  }
  return { ...frame, named, others };
}

function addressees({ e }: Op, office: number, tables: ReadonlyMap<string, ModelTable>): readonly number[] {
  const found = new Set<number>();
  for (const [, name, , values] of e) {
    const table = tables.get(name);
    const value = table && values ? addresseeOf(table, values) : null;
    if (value !== null && value !== office) found.add(value);
  }
  return [...found].sort((left, right) => left - right);
}
