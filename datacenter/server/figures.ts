import type { Applied } from '#datacenter/protocol/ports.ts';
import type { Lag } from '#datacenter/storage/lag.ts';
import { LastMinute } from './last-minute.ts';
import { Metrics, type Gauge } from './metrics.ts';

/** What this server counts, and what it last saw of how far applying is behind. */
export class ServerFigures {
  readonly #metrics = new Metrics();
  readonly #frames = this.#metrics.counter('diwan_frames_total', 'Frames acknowledged.');
  readonly #frameBytes = this.#metrics.counter('diwan_frame_bytes_total', 'Bytes of acknowledged frames.');
  readonly #chunkBytes = this.#metrics.counter('diwan_file_bytes_total', 'Bytes of chunks of attached files taken.');
  readonly #ops = this.#metrics.counter('diwan_ops_total', 'Ops in acknowledged frames.');
  readonly #opsApplied = this.#metrics.counter('diwan_ops_applied_total', 'Ops applied, or held back.');
  readonly #rowsApplied = this.#metrics.counter('diwan_rows_applied_total', 'Records written.');
  readonly #faults = this.#metrics.counter('diwan_apply_faults_total', 'Passes over an office that failed.');
  readonly #refused = this.#metrics.counter('diwan_refused_total', 'Calls and frames refused, by code.');
  readonly #turnedAway = this.#metrics.counter('diwan_turned_away_total', 'Requests told to come back later.');
  readonly #requestFaults = this.#metrics.counter('diwan_request_faults_total', 'Requests that ended in a fault.');
  readonly #seconds = this.#metrics.histogram('diwan_request_seconds', 'Time to answer, by path.');
  /** The same for people, who look at the page of health. */
  readonly minute = new LastMinute();
  /** As of the last look; null before the first. */
  lag: Lag | null = null;

  stored({ ops, bytes }: { readonly ops: number; readonly bytes: number }): void {
    this.#frames.add(1);
    this.#frameBytes.add(bytes);
    this.#ops.add(ops);
  }

  storedChunk(bytes: number): void {
    this.#chunkBytes.add(bytes);
  }

  applied({ ops, rows }: Applied): void {
    this.#opsApplied.add(ops);
    this.#rowsApplied.add(rows);
  }

  failed(): void {
    this.#faults.add(1);
    this.minute.failed();
  }

  refused(code: string): void {
    this.#refused.add(1, { code });
    this.minute.refused();
  }

  /** A request was answered with this status, by the protocol or by the entrance itself. */
  answered(status: number): void {
    if (status === 503 || status === 429) {
      this.#turnedAway.add(1);
      this.minute.turnedAway();
    } else if (status >= 500) {
      this.#requestFaults.add(1);
      this.minute.failed();
    }
  }

  took(path: string, milliseconds: number): void {
    this.#seconds.observe(path, milliseconds / 1000);
    this.minute.answered(milliseconds);
  }

  /** Everything in the text form of Prometheus. */
  text(): string {
    return this.#metrics.text(this.lag === null ? [] : gaugesOf(this.lag));
  }
}

function gaugesOf({ ops, oldestAt, held, offices, behind }: Lag): readonly Gauge[] {
  const one = (name: string, help: string, value: number): Gauge => ({ name, help, values: [{ labels: {}, value }] });
  return [
    one('diwan_offices', 'Offices with a log.', offices),
    one('diwan_held_ops', 'Ops held back.', held),
    one('diwan_apply_lag_ops', 'Ops stored and not applied.', ops),
    one('diwan_apply_oldest_milliseconds', 'When the oldest frame arrived that is not applied, or 0.', oldestAt ?? 0),
    {
      name: 'diwan_office_lag_ops',
      help: 'Ops stored and not applied, for the offices furthest behind.',
      values: behind.map(({ office, ops: value }) => ({ labels: { office }, value })),
    },
  ];
}
