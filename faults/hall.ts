import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../shared/expression/random.ts";
import type { Finding, Gate, Size, Stage } from "./gate.ts";
import { Ledger } from "./ledger/ledger.ts";
import { Product } from "./product.ts";

/** What came of one gate. */
export interface Outcome {
  readonly gate: Gate;
  readonly findings: readonly Finding[];
  /** Why it could not come to its end. */
  readonly broke: string | undefined;
  readonly seconds: number;
}

/** Whether everything is as it must be. */
export function passed({ broke, findings }: Outcome): boolean {
  return broke === undefined && findings.every((finding) => finding.holds);
}

/** Where the gates are run: with one ledger, and one product for all that do not need their own. */
export class Hall {
  readonly #size: Size;
  readonly #seed: string;
  readonly #folder: string;
  readonly #ledger: Ledger;
  readonly #say: (text: string) => void;
  #product: Promise<Product> | undefined;
  #names = 0;

  private constructor(
    o: { size: Size; seed: string; say: (text: string) => void },
    folder: string,
    ledger: Ledger,
  ) {
    this.#size = o.size;
    this.#seed = o.seed;
    this.#say = o.say;
    this.#folder = folder;
    this.#ledger = ledger;
  }

  static async open(options: {
    readonly size: Size;
    readonly seed: string;
    readonly say: (text: string) => void;
  }): Promise<Hall> {
    const folder = await mkdtemp(join(tmpdir(), "trasvase-faults-"));
    // Started as root, the database runs under another account, which must be able to walk through.
    await chmod(folder, 0o711);
    return new Hall(options, folder, await Ledger.start(join(folder, "ledger.ndjson")));
  }

  async run(gate: Gate): Promise<Outcome> {
    const ends: (() => Promise<unknown>)[] = [];
    const folder = join(this.#folder, `${gate.id}-${this.#names++}`);
    await mkdir(folder, { mode: 0o711 });
    await chmod(folder, 0o711);
    const stage: Stage = {
      size: this.#size,
      seed: this.#seed,
      folder,
      ledger: this.#ledger,
      name: () => `${gate.id.toLowerCase()}-${this.#names++}`,
      random: (name) => seededRandom(`${this.#seed} ${gate.id} ${name}`),
      product: () => this.#sharedProduct(),
      say: this.#say,
      later: (end) => void ends.unshift(end),
    };
    const started = performance.now();
    let findings: readonly Finding[] = [];
    let broke: string | undefined;
    try {
      findings = await gate.run(stage);
    } catch (error) {
      broke = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    for (const end of ends) {
      await end().catch((error: unknown) => {
        broke ??= `Something could not be ended: ${String(error)}`;
      });
    }
    return { gate, findings, broke, seconds: (performance.now() - started) / 1000 };
  }

  async close(): Promise<void> {
    await (await this.#product)?.stop();
    await this.#ledger.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }

  /** Gates may ask for it at the same time; there is one. */
  #sharedProduct(): Promise<Product> {
    this.#product = (async (before) => {
      const product = await before?.catch(() => undefined);
      if (product?.program.isAlive()) return product;
      return product
        ? await product.startAgain()
        : await Product.start({ dataDir: join(this.#folder, "shared") });
    })(this.#product);
    return this.#product;
  }
}
