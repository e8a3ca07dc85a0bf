import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A fault put into the product's text as it is loaded: the simulator must find it. */
export interface Mutant {
  readonly file: string;
  readonly changes: readonly (readonly [from: string, to: string])[];
  /** Where to begin: a run of seeds in which it shows, so that the test need not search. */
  readonly from: number;
  readonly seeds: number;
}

/** Each with what it stands for. Those of sync.md §3.5 first, then our own. */
export const mutants: Readonly<Record<string, Mutant>> = {
  'acknowledges before it stores': {
    file: 'datacenter/protocol/push.ts',
    changes: [
      [
        'await stored(tx, ports, arrived, judgement.take)',
        'header.to % 7 === 0 ? { ...stream, seq: header.to, head: header.head } : await stored(tx, ports, arrived, judgement.take)',
      ],
    ],
    ...{ from: 2, seeds: 20 },
  },
  'compares no heads': {
    file: 'kernel/sync/replica.ts',
    changes: [
      ['if (mine !== headThere)', 'if (mine === "")'],
      ['hello.head !== headThere', 'hello.head === ""'],
    ],
    ...{ from: 1, seeds: 60 },
  },
  'skips an entry of a channel': {
    file: 'datacenter/protocol/hello.ts',
    changes: [['{ entries: page,', '{ entries: page.filter(({ no }) => no % 5 > 0),']],
    ...{ from: 1, seeds: 20 },
  },
  'ignores that the data centre was restored': {
    file: 'kernel/sync/channel.ts',
    changes: [
      ['cursor.generation !== channel.generation || cursor.at > channel.last', 'cursor.at > channel.last'],
      ['if (page.generation !== cursor.generation)', 'if (page.generation < 0)'],
    ],
    ...{ from: 7, seeds: 60 },
  },
  'prunes the log when it is acknowledged': {
    file: 'office/sync/client.ts',
    changes: [
      [
        'this.#sending.receive(answer);',
        'this.#sending.receive(answer); this.#options.door.replicate(() => { for (const table of ["op_undo", "op_log"]) this.#options.raw.exec(`DELETE FROM ${table} WHERE seq < ${this.#sending.acked}`); });',
      ],
    ],
    ...{ from: 1, seeds: 20 },
  },
  'applies an answer before what it answers': {
    file: 'datacenter/protocol/judge-op.ts',
    changes: [["return 'cause-missing';", 'continue;']],
    ...{ from: 675, seeds: 60 },
  },
  'keeps what does not come again after a restore': {
    file: 'office/sync/pull.ts',
    changes: [['if (page.isEnd) this.#withdraw(', 'if (page.to < 0) this.#withdraw(']],
    ...{ from: 6020, seeds: 60 },
  },
  'applies a chunk of a snapshot from its beginning again': {
    file: 'office/sync/bootstrap.ts',
    changes: [
      ['const applied = Math.max(0, end.seq - chunk.from + 1);', 'const applied = 0;'],
      ['if (heads[applied] !== end.head) {', 'if (heads.length === 0) {'],
      ['if (this.#options.log.end().head !== this.#opened.heads[this.#opened.applied]) {', 'if (no < 0) {'],
    ],
    ...{ from: 9, seeds: 60 },
  },
  'packs a chunk of a snapshot twice': {
    file: 'datacenter/protocol/snapshot.ts',
    changes: [['after: endOf(row), upTo', 'after: row.chunks.at(-2)?.to ?? 0, upTo']],
    ...{ from: 2, seeds: 60 },
  },
  'has one number series for all': {
    file: 'kernel/sync/numbers.ts',
    changes: [["return `${letters(epoch)}${restores === 0 ? '' : restores}`;", 'return letters(epoch).slice(0, 0);']],
    ...{ from: 8, seeds: 60 },
  },
  'ignores the sentinel': {
    file: 'kernel/sync/sentinel.ts',
    changes: [['return sentinel.epoch > log.epoch ||', 'return sentinel.epoch < 0 &&']],
    ...{ from: 10, seeds: 60 },
  },
  'forgets after its restore whom it had enrolled': {
    file: 'datacenter/protocol/streams.ts',
    changes: [['publicKey: (device ?? witnessed)?.publicKey', 'publicKey: device?.publicKey']],
    ...{ from: 22, seeds: 60 },
  },
  'loses an op of a rebase': {
    file: 'office/sync/rejoin.ts',
    changes: [['replica.append({ epoch, body });', 'if (body.length % 3 < 2) replica.append({ epoch, body });']],
    ...{ from: 1, seeds: 60 },
  },
  'stops at what the other history has and only one may have': {
    file: 'office/sync/rejoin.ts',
    changes: [['if (!isConstraintError(error) && !(error instanceof AssertionError)) throw error;', 'throw error;']],
    ...{ from: 2, seeds: 60 },
  },
  'keeps what hangs on an op that it leaves out': {
    file: 'office/sync/rejoin.ts',
    changes: [['this.#left.has(record) || this.#namesUnmade(effect)', 'this.#left.has(record)']],
    ...{ from: 2, seeds: 60 },
  },
  'changes for all what was never made': {
    file: 'office/sync/rejoin.ts',
    changes: [["return kind === 'i' || !this.#isUnmade(table, id);", 'return true;']],
    // Seldom: a record that all share, made under a clock of years ahead and changed under a right one.
    ...{ from: 14_019_687, seeds: 1 },
  },
  'lets through again what only commands forbid': {
    file: 'office/sync/rejoin.ts',
    changes: [['some((record) => claimed.has(record))', "some((record) => record === '')"]],
    ...{ from: 2, seeds: 60 },
  },
  'takes back only what was inserted': {
    file: 'db/replica.ts',
    changes: [['statements.update(id, { ...revived,', 'statements.update(id, {']],
    ...{ from: 27, seeds: 60 },
  },
  'believes a clock of years ahead': {
    file: 'kernel/sync/skew.ts',
    changes: [['return Math.min(hlc, packHlc(receivedMs + TOLERANCE));', 'return hlc;']],
    ...{ from: 11, seeds: 60 },
  },
  'shows a confirmed field over its own later one for ever': {
    file: 'db/shared-fields.ts',
    changes: [['laterMark(before, mark)', 'mark']],
    ...{ from: 7, seeds: 60 },
  },
  'tells nobody that an office was two writers': {
    file: 'datacenter/protocol/streams.ts',
    changes: [['await tx.put(incidents, [', "if (cause.kind === 'enrolment') await tx.put(incidents, ["]],
    ...{ from: 1, seeds: 60 },
  },
  'keeps no name of some of what it has acknowledged': {
    file: 'datacenter/protocol/push.ts',
    changes: [["if (answered.kind === 'acked') {", "if (answered.kind === 'acked' && header.to % 3 > 0) {"]],
    ...{ from: 10, seeds: 60 },
  },
  'never finds again what it has called lost': {
    file: 'datacenter/protocol/missing.ts',
    changes: [["kind !== 'returned'", "kind === 'missing'"]],
    ...{ from: 459, seeds: 60 },
  },
  'lets a copy that was behind write on in the same epoch': {
    file: 'office/sync/fetched-ops.ts',
    changes: [['if (epoch <= this.#log.epoch && this.#log.end().seq > this.#common.seq)', 'if (epoch < 0)']],
    ...{ from: 140, seeds: 60 },
  },
  'loses what a copy of its disk has answered before': {
    file: 'office/sync/rejoin.ts',
    changes: [
      [
        "if (outcome === 'append' || outcome === 'known') return;",
        "if (outcome !== 'append-duplicate-number') return;",
      ],
    ],
    ...{ from: 1, seeds: 60 },
  },
  'takes ops from a file that continue another log': {
    file: 'office/sync/fetched-ops.ts',
    changes: [["if (this.#head !== last.head) return 'not-ours';", '']],
    ...{ from: 81, seeds: 60 },
  },
  'believes a receipt that its own log does not prove': {
    file: 'office/sync/acknowledged.ts',
    changes: [
      [
        'return log.headAt(answer.acked) === head ? answer.acked : Math.min(sentTo, answer.acked);',
        'return answer.acked;',
      ],
    ],
    ...{ from: 174, seeds: 60 },
  },
  'believes a greeting that its own log does not prove': {
    file: 'office/sync/acknowledged.ts',
    changes: [["head === undefined ? verdict !== 'rebase' : log.headAt(acked) === head;", 'head !== verdict;']],
    ...{ from: 2, seeds: 60 },
  },
  'takes a file of a data centre that is no more': {
    file: 'office/sync/exchange.ts',
    changes: [['if (incarnation >= before.incarnation) {', 'if (incarnation >= 0) {']],
    ...{ from: 422, seeds: 60 },
  },
  'drops what came beside a record that is here already': {
    file: 'office/sync/pull.ts',
    changes: [['if (isConstraintError(error)) return false;', 'if (isConstraintError(error)) return true;']],
    ...{ from: 1, seeds: 60 },
  },
  'reads a record by the first shape of its page': {
    file: 'datacenter/protocol/told.ts',
    changes: [['return `[${no},${text.entry.slice(1)}`;', 'return `[${no * 0},${text.entry.slice(1)}`;']],
    ...{ from: 2, seeds: 60 },
  },
  'lets go of columns that it does not know': {
    file: 'office/sync/pull.ts',
    changes: [["return isMore ? 'newer-columns' : null;", 'return null;']],
    ...{ from: 18, seeds: 60 },
  },
  'never reads again what waited for its program': {
    file: 'office/sync/pull.ts',
    changes: [["selfNumber(raw, 'parked_schema', 0) >= schema ||", 'schema > 0 ||']],
    ...{ from: 18, seeds: 60 },
  },
  'judges at an older data centre what a newer program wrote': {
    file: 'datacenter/protocol/judge-op.ts',
    changes: [['if (op.s > ports.schema || ', 'if (']],
    ...{ from: 4, seeds: 60 },
  },
  'goes on with a log that it cannot read': {
    file: 'db/replica.ts',
    changes: [['if (!this.reads(op)) throw new NewerOp();', '']],
    ...{ from: 8, seeds: 60 },
  },
  'never tells that an op which waited is refused': {
    file: 'datacenter/protocol/apply.ts',
    changes: [
      [
        'else if (read && (reason !== row.reason || this.#isOverdue(row))) this',
        'else if (read && reason === undefined) this',
      ],
    ],
    ...{ from: 8, seeds: 60 },
  },
  'takes late work in without looking at what is known': {
    file: 'office/sync/join-late.ts',
    changes: [['outlinesAfter(log, common, outline)', '[]']],
    ...{ from: 35, seeds: 60 },
  },
  'lays nothing of late work before people': {
    file: 'office/sync/join-late.ts',
    changes: [['rejoin.tell(written, outcome);', '']],
    ...{ from: 15, seeds: 60 },
  },
  'loses an op of late work': {
    file: 'office/sync/join-late.ts',
    changes: [['const { op } = written;', 'const { op, body } = written;\n      if (body.length % 3 === 0) continue;']],
    ...{ from: 1, seeds: 60 },
  },
  'tells that late work has joined before it is sent': {
    file: 'office/sync/late-work.ts',
    changes: [
      [
        "if (this.#told?.state === 'wanted')",
        "if (this.#offer) { const { of, end } = this.#offer; const { office } = this.#options.log; this.#offer = null; return this.#signed({ kind: 'late-joined', office, of, seq: end.seq }); } if (this.#told?.state === 'wanted')",
      ],
    ],
    ...{ from: 1, seeds: 60 },
  },
  'takes only the first writing of a record in a command': {
    file: 'kernel/sync/merge.ts',
    changes: [['(image.seq === here.seq && image.revision < here.revision)', 'image.seq === here.seq']],
    ...{ from: 1, seeds: 60 },
  },
};

/** Puts the fault in; to be called before the product is loaded. */
export function mutate(name: string): Mutant {
  const mutant = mutants[name];
  if (!mutant) throw new Error(`There is no mutant "${name}".`);
  const url = new URL(`../../../${mutant.file}`, import.meta.url).href;
  registerHooks({
    load: (asked, context, nextLoad) => {
      const loaded = nextLoad(asked, context);
      if (asked !== url) return loaded;
      const { source: bytes } = loaded;
      const source = typeof bytes === 'string' ? bytes : Buffer.from(bytes as Uint8Array).toString('utf8');
      return { ...loaded, source: mutant.changes.reduce(replaceOnce, source) };
    },
  });
  return mutant;
}

/** A mutant whose text is not there any more proves nothing. */
function replaceOnce(source: string, [from, to]: readonly [string, string]): string {
  const parts = source.split(from);
  if (parts.length !== 2)
    throw new Error(`${fileURLToPath(import.meta.url)}: "${from}" occurs ${parts.length - 1} times.`);
  return parts.join(to);
}
