import type { Stage } from "./gate.ts";
import { type Product, type Program, startWorker, type WorkerOptions } from "./product.ts";
import { residentMiB } from "./resident.ts";

/** Some workers of the product, each a process of its own. Ended after the gate. */
export class WorkerPool {
  readonly #product: Product;
  readonly #options: WorkerOptions;
  #workers: Program[] = [];

  private constructor(product: Product, options: WorkerOptions) {
    this.#product = product;
    this.#options = options;
  }

  static async start(
    stage: Pick<Stage, "later">,
    product: Product,
    count: number,
    options: WorkerOptions = {},
  ): Promise<WorkerPool> {
    const pool = new WorkerPool(product, options);
    stage.later(() => pool.stop());
    for (let number = 0; number < count; number++) await pool.add();
    return pool;
  }

  get workers(): readonly Program[] {
    return this.#workers;
  }

  async add(options: WorkerOptions = {}): Promise<Program> {
    const worker = await startWorker(this.#product, { ...this.#options, ...options });
    this.#workers.push(worker);
    return worker;
  }

  /** Resident memory of all of them, in MiB. */
  async residentMiB(): Promise<number> {
    const each = await Promise.all(this.#workers.map(({ pid }) => residentMiB(pid)));
    return each.reduce((sum, one) => sum + one, 0);
  }

  /** `kill -9` of one of them; another takes its place. */
  async killOne(random: () => number): Promise<void> {
    await this.kill(random, () => this.add());
  }

  /** `kill -9` of one of them, and what is to be done then. */
  async kill(random: () => number, replace: () => Promise<unknown>): Promise<void> {
    const victim = this.#workers[Math.floor(random() * this.#workers.length)];
    if (!victim) return;
    this.#workers = this.#workers.filter((one) => one !== victim);
    await victim.end("SIGKILL");
    await replace();
  }

  /** Ends them in order; answers how each ended. */
  async stop(
    signal: NodeJS.Signals = "SIGTERM",
    limitMs = 35_000,
  ): Promise<readonly (number | string | null)[]> {
    const ending = this.#workers;
    this.#workers = [];
    return await Promise.all(ending.map((worker) => worker.end(signal, limitMs)));
  }
}
