import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseReady } from "../runtime/ready-line.ts";
import { readNote } from "../runtime/server-note.ts";
import { type Health, healthSchema } from "../shared/contract/health.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is to be ended with this process, however that ends. */
const running = new Set<Program>();
process.on("exit", () => {
  for (const program of running) program.process.kill("SIGKILL");
});

/** A process of the product in the hands of a test. */
export class Program {
  readonly process: ChildProcess;
  readonly exited: Promise<number | NodeJS.Signals | null>;
  stdout = "";
  stderr = "";

  constructor(command: readonly string[], environment: NodeJS.ProcessEnv) {
    const [program = process.execPath, ...parameters] = command;
    this.process = spawn(program, parameters, {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-1_000_000);
    });
    running.add(this);
    this.exited = once(this.process, "exit").then(([code, signal]) => {
      running.delete(this);
      return code ?? signal;
    });
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Sends a signal and waits for the end; SIGKILL when it does not come within `limitMs`. Answers how it ended. */
  async end(signal: NodeJS.Signals, limitMs = 60_000): Promise<number | NodeJS.Signals | null> {
    if (!this.isAlive()) return await this.exited;
    this.process.kill(signal);
    const force = setTimeout(() => this.process.kill("SIGKILL"), limitMs);
    const ended = await this.exited;
    clearTimeout(force);
    return ended;
  }
}

/** How the product is started for a test. */
export interface ProductOptions {
  readonly dataDir: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Words before the command, such as a shell that sets limits. */
  readonly before?: readonly string[];
  /** Another tree of the product than this clone: the file that runs its command line. */
  readonly program?: string;
}

/** Short leases and calls, so that what takes a minute in production takes seconds here. Nothing else differs. */
const shortTimes = { LEASE_SECONDS: "2", CALL_SECONDS: "1" } as const;

/** The product, started as people start it, without workers of its own unless asked for: the tests start those one by one. */
export class Product {
  readonly dataDir: string;
  readonly url: URL;
  readonly program: Program;
  readonly #options: ProductOptions;
  readonly #cookie: string;

  private constructor(options: ProductOptions, program: Program, url: URL, cookie: string) {
    this.#options = options;
    this.dataDir = options.dataDir;
    this.program = program;
    this.url = url;
    this.#cookie = cookie;
  }

  static async start(options: ProductOptions): Promise<Product> {
    const program = launch(options, ["serve"], {
      PORT: "0",
      WORKERS: "0",
      DEMO: "false",
      ALLOW_PRIVATE_NETWORK: "true",
      DATA_DIR: options.dataDir,
      ...shortTimes,
      ...options.environment,
    });
    for (;;) {
      const ready = parseReady(program.stdout);
      if (ready) {
        const signedIn = await fetch(ready.signIn, { redirect: "manual" });
        const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
        return new Product(options, program, ready.url, cookie);
      }
      if (!program.isAlive()) throw new Error(`The product did not start: ${program.stderr}`);
      await sleep(10);
    }
  }

  /** The same again, on the same folder and at the same address. */
  async startAgain(): Promise<Product> {
    const environment = { ...this.#options.environment, PORT: this.url.port };
    return await Product.start({ ...this.#options, environment });
  }

  /** Address of the embedded database, with its password. */
  async databaseUrl(): Promise<string> {
    const note = await readNote(this);
    if (!note) throw new Error("The product has left no note.");
    return note.databaseUrl;
  }

  /** Process id of the embedded database. */
  databasePid(): number {
    const text = readFileSync(join(this.dataDir, "postgres", "postmaster.pid"), "utf8");
    return Number(text.split("\n")[0]);
  }

  /** Calls the API as the signed-in owner. Throws with the answer unless it is 2xx. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        cookie: this.#cookie,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async health(): Promise<Health & { readonly tookMs: number }> {
    const started = performance.now();
    const response = await fetch(new URL("/health", this.url), { signal: AbortSignal.timeout(10_000) });
    const health = healthSchema.parse(await response.json());
    return { ...health, tookMs: performance.now() - started };
  }

  async stop(): Promise<number | NodeJS.Signals | null> {
    return await this.program.end("SIGTERM");
  }

  /** `kill -9` of the server. Its database stops by itself. */
  async kill(): Promise<void> {
    await this.program.end("SIGKILL");
  }
}

/** How one worker is started. */
export interface WorkerOptions {
  /** Another way to the database, such as a line that can be cut. */
  readonly databaseUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly before?: readonly string[];
  readonly program?: string;
}

/** Starts an engine worker beside the product, as on another machine. */
export async function startWorker(product: Product, options: WorkerOptions = {}): Promise<Program> {
  return launch({ program: join(root, "dist", "runtime", "worker.js"), ...options }, [], {
    DATABASE_URL: options.databaseUrl ?? (await product.databaseUrl()),
    SECRET_KEY: (await readFile(join(product.dataDir, "secret.key"), "utf8")).trim(),
    DATA_DIR: product.dataDir,
    ALLOW_PRIVATE_NETWORK: "true",
    WORKERS: "1",
    ...shortTimes,
    ...options.environment,
  });
}

function launch(
  options: Pick<ProductOptions, "before" | "program">,
  command: readonly string[],
  environment: Record<string, string>,
): Program {
  const file = options.program ?? join(root, "trasvase.mjs");
  return new Program([...(options.before ?? []), process.execPath, file, ...command], environment);
}
