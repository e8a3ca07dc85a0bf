/** Virtual time: events in the order of their moments, and of their making where moments are equal. */
export class Clockwork {
  now = 0;
  #count = 0;
  readonly #heap: { readonly at: number; readonly no: number; readonly run: () => void | Promise<void> }[] = [];

  after(delay: number, run: () => void | Promise<void>): void {
    const heap = this.#heap;
    let index = heap.push({ at: this.now + delay, no: (this.#count += 1), run }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Runs events until `end`, or until there is none; `each` is called after every one. */
  async runUntil(end: number, each: () => void | Promise<void>): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      this.now = next.at;
      await next.run();
      const looked = each();
      if (looked) await looked;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    this.#swap(0, heap.length - 1);
    heap.pop();
    for (let index = 0; ;) {
      const left = index * 2 + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, index)) return;
      this.#swap(child, index);
      index = child;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const one = this.#heap[left];
    const other = this.#heap[right];
    return one !== undefined && other !== undefined && (one.at - other.at || one.no - other.no) < 0;
  }

  #swap(left: number, right: number): void {
    const [one, other] = [this.#heap[left], this.#heap[right]];
    if (one && other) [this.#heap[left], this.#heap[right]] = [other, one];
  }
}
