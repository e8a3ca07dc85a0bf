/** Counters in the text form that Prometheus reads: a handful of lines, so no library. */

type Labels = Readonly<Record<string, string | number>>;

const SERIES_LIMIT = 100;
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Metric {
  write(): string;
}

/** The metrics of one server, in the order in which they were made. */
export class Metrics {
  readonly #metrics: Metric[] = [];

  counter(name: string, help: string): Counter {
    return this.#added(new Counter(name, help));
  }

  histogram(name: string, help: string): Histogram {
    return this.#added(new Histogram(name, help));
  }

  /** Everything counted so far, and these present values. */
  text(gauges: readonly Gauge[]): string {
    const present = gauges.map(({ name, help, values }) => {
      const lines = values.slice(0, SERIES_LIMIT).map(({ labels, value }) => `${name}${written(labels)} ${value}`);
      return [...heading(name, help, 'gauge'), ...lines, ''].join('\n');
    });
    return [...this.#metrics.map((metric) => metric.write()), ...present].join('');
  }

  #added<M extends Metric>(metric: M): M {
    this.#metrics.push(metric);
    return metric;
  }
}

/** A value as it is now, by labels. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly values: readonly { readonly labels: Labels; readonly value: number }[];
}

export class Counter {
  readonly #name: string;
  readonly #help: string;
  readonly #series = new Map<string, number>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(count: number, labels: Labels = {}): void {
    const key = written(labels);
    // Whoever sends new labels for ever must not fill the memory.
    if (!this.#series.has(key) && this.#series.size >= SERIES_LIMIT) return;
    this.#series.set(key, (this.#series.get(key) ?? 0) + count);
  }

  write(): string {
    const series = this.#series.size === 0 ? [['', 0] as const] : [...this.#series];
    const lines = series.map(([labels, value]) => `${this.#name}${labels} ${value}`);
    return [...heading(this.#name, this.#help, 'counter'), ...lines, ''].join('\n');
  }
}

export class Histogram {
  readonly #name: string;
  readonly #help: string;
  readonly #series = new Map<string, { readonly path: string; readonly counts: number[]; sum: number }>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  /** Counts a request of so many seconds. */
  observe(path: string, seconds: number): void {
    const known = this.#series.get(path);
    if (!known && this.#series.size >= SERIES_LIMIT) return;
    const series = known ?? { path, counts: new Array<number>(SECONDS.length + 1).fill(0), sum: 0 };
    const place = SECONDS.findIndex((bound) => seconds <= bound);
    const at = place === -1 ? SECONDS.length : place;
    series.counts[at] = (series.counts[at] ?? 0) + 1;
    series.sum += seconds;
    this.#series.set(path, series);
  }

  write(): string {
    const lines = [...this.#series.values()].flatMap(({ path, counts, sum }) => {
      let below = 0;
      const buckets = counts.map((count, place) => {
        below += count;
        return `${this.#name}_bucket${written({ path, le: SECONDS[place] ?? '+Inf' })} ${below}`;
      });
      return [
        ...buckets,
        `${this.#name}_sum${written({ path })} ${sum}`,
        `${this.#name}_count${written({ path })} ${below}`,
      ];
    });
    return [...heading(this.#name, this.#help, 'histogram'), ...lines, ''].join('\n');
  }
}

function heading(name: string, help: string, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
