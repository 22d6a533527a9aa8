import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { createServerModuleRunner, type Plugin, type ViteDevServer } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Addresses that the runtime answers; everything else is the editor's. */
const own = /^\/(api|hooks|sandbox|health|sign-in)(\/|\?|$)/;
const settleMs = 300;

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * The whole product in the development server's one process: an edit of the runtime shows with the next request, and starts the engine's
 * workers anew. Database and sandboxes stay open meanwhile.
 */
export function api(): Plugin {
  return {
    name: "trasvase-api",
    // Tests load the same configuration and need no server.
    apply: (_config, { command }) => command === "serve" && process.env.VITEST === undefined,
    config: () => ({
      server: { host: "127.0.0.1", port: Number(process.env.PORT ?? 5173), strictPort: true },
    }),
    configureServer(server) {
      const backend = new DevelopmentBackend(server);
      server.httpServer?.once("listening", () => backend.start());
      server.middlewares.use((request, response, next) => {
        if (!own.test(request.url ?? "")) return next();
        backend.answer(request, response).catch(next);
      });
    },
  };
}

class DevelopmentBackend {
  readonly #server: ViteDevServer;
  readonly #runner: ReturnType<typeof createServerModuleRunner>;
  #serving: Promise<import("./serving.ts").Serving> | undefined;
  #openApp: typeof import("./serving.ts").openApp | undefined;
  #listener: Listener | undefined;
  #restart: NodeJS.Timeout | undefined;

  constructor(server: ViteDevServer) {
    this.#server = server;
    this.#runner = createServerModuleRunner(server.environments.ssr, { hmr: { logger: false } });
  }

  start(): void {
    this.#serving = this.#open();
    this.#serving.catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(2);
    });
    this.#server.watcher.on("change", (file) => this.#noticeChange(file));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void this.#stop());
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const serving = await this.#serving;
    if (!serving) throw new Error("The server is not listening yet.");
    const { openApp } = await this.#load();
    if (openApp !== this.#openApp || !this.#listener) {
      const { getRequestListener } = await import("@hono/node-server");
      const app = openApp(serving, undefined);
      this.#listener = getRequestListener((asked, bindings) => app.fetch(asked, bindings));
      this.#openApp = openApp;
    }
    await this.#listener(request, response);
  }

  async #open(): Promise<import("./serving.ts").Serving> {
    const { openBackend } = (await this.#runner.import(
      here("./backend.ts"),
    )) as typeof import("./backend.ts");
    const { openLog } = (await this.#runner.import(here("./log.ts"))) as typeof import("./log.ts");
    const { readSettings } = (await this.#runner.import(
      here("./settings.ts"),
    )) as typeof import("./settings.ts");
    const { port } = this.#server.config.server;
    const url = new URL(`http://127.0.0.1:${port}/`);
    const settings = readSettings(process.env);
    const tell = (message: string) => void process.stderr.write(`${message}\n`);
    const backend = await openBackend(settings, openLog(settings.logLevel), { tell, servesAt: url });
    const serving = await (await this.#load()).startServing(backend, url, tell);
    const { printReady } = (await this.#runner.import(
      here("./ready-line.ts"),
    )) as typeof import("./ready-line.ts");
    process.stdout.write(printReady(url, await serving.makeSignInLink()));
    return serving;
  }

  async #load(): Promise<typeof import("./serving.ts")> {
    return (await this.#runner.import(here("./serving.ts"))) as typeof import("./serving.ts");
  }

  /** Workers are processes of their own, which know nothing of the module runner. */
  #noticeChange(file: string): void {
    if (!/[\\/](shared|nodes|db|runtime)[\\/].*\.ts$/.test(file) || file.endsWith(".test.ts")) return;
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => {
      void this.#serving?.then((serving) => serving.workers.restart());
    }, settleMs);
  }

  async #stop(): Promise<void> {
    const serving = await this.#serving?.catch(() => undefined);
    await serving?.stop();
    await serving?.backend.stop();
    await this.#server.close();
    process.exit(0);
  }
}
