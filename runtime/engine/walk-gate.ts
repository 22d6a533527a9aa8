/**
 * Walks of one process side by side, except for a suspect: what may end the process is walked alone, so that nothing innocent is at work
 * when it does and is blamed with it. While a suspect waits, nobody new begins. A walk whose signal is aborted has lost its work and is
 * not waited for.
 */
export class WalkGate {
  readonly #together = new Set<symbol>();
  #alone: symbol | undefined;
  readonly #suspects: (() => void)[] = [];
  readonly #others: (() => void)[] = [];

  /** Walks beside others, once no suspect is walked or waits. */
  async together<Result>(signal: AbortSignal, walk: () => Promise<Result>): Promise<Result> {
    while (this.#alone || this.#suspects.length > 0) await waitIn(this.#others);
    const walker = Symbol();
    this.#together.add(walker);
    return await this.#during(signal, walk, () => this.#together.delete(walker));
  }

  /** Walks a suspect, with nothing else at work. */
  async alone<Result>(signal: AbortSignal, walk: () => Promise<Result>): Promise<Result> {
    while (this.#alone || this.#together.size > 0) await waitIn(this.#suspects);
    const walker = Symbol();
    this.#alone = walker;
    return await this.#during(signal, walk, () => {
      if (this.#alone === walker) this.#alone = undefined;
    });
  }

  async #during<Result>(
    signal: AbortSignal,
    walk: () => Promise<Result>,
    leave: () => void,
  ): Promise<Result> {
    const end = () => {
      leave();
      this.#open();
    };
    signal.addEventListener("abort", end, { once: true });
    try {
      return await walk();
    } finally {
      signal.removeEventListener("abort", end);
      end();
    }
  }

  #open(): void {
    if (this.#alone || this.#together.size > 0) return;
    const next = this.#suspects.shift();
    if (next) next();
    else for (const other of this.#others.splice(0)) other();
  }
}

function waitIn(queue: (() => void)[]): Promise<void> {
  return new Promise((resolve) => queue.push(resolve));
}
