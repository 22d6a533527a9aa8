import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError } from "./embedded-error.ts";
import { endLeftServer, type ServerOptions, type ServerProcess, startServer } from "./server-process.ts";

/** A server that is started again when it dies. */
export interface SupervisedServer {
  readonly port: number;
  stop(): Promise<void>;
}

const longestPauseMs = 5_000;
/** How long processes of a killed server may hold on to its memory before a start is given up. */
const sharedMemoryLimitMs = 10_000;

/** Starts the server on a free port and keeps it there until `stop`. Throws when the first start fails. */
export async function superviseServer(
  options: Omit<ServerOptions, "port">,
  tell: (message: string) => void,
): Promise<SupervisedServer> {
  if ((await endLeftServer(options.cluster)) === "stopped") {
    tell(
      "A database server of an earlier start was still running without its owner. It was stopped and is started anew.",
    );
  }
  const { server, port } = await startOnFreePort(options);
  const stopping = new AbortController();
  const life = keepRunning({ ...options, port }, server, { tell, stopping: stopping.signal });
  return {
    port,
    async stop() {
      stopping.abort();
      await life;
    },
  };
}

async function startOnFreePort(
  options: Omit<ServerOptions, "port">,
): Promise<{ server: ServerProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { server: await startPatiently({ ...options, port }), port };
    } catch (error) {
      // Someone else took the port between choosing and binding it.
      if (
        attempt === 3 ||
        !(error instanceof EmbeddedError) ||
        !/could not bind|in use\?/.test(error.message)
      )
        throw error;
    }
  }
}

/** A server killed together with its guard leaves processes that need a moment to notice; PostgreSQL refuses to start beside them. */
async function startPatiently(options: ServerOptions): Promise<ServerProcess> {
  const limit = Date.now() + sharedMemoryLimitMs;
  for (;;) {
    try {
      return await startServer(options);
    } catch (error) {
      const isTooEarly = error instanceof EmbeddedError && error.message.includes("shared memory block");
      if (!isTooEarly || Date.now() > limit) throw error;
      await sleep(100);
    }
  }
}

async function keepRunning(
  options: ServerOptions,
  first: ServerProcess,
  o: { readonly tell: (message: string) => void; readonly stopping: AbortSignal },
): Promise<void> {
  const stopAsked = new Promise<"stop">((resolve) =>
    o.stopping.addEventListener("abort", () => resolve("stop")),
  );
  for (let server = first; ; ) {
    const event = await Promise.race([stopAsked, server.ended.then(() => "ended" as const)]);
    if (event === "stop") return await server.stop();
    o.tell("The database server ended by itself. It is started again; what was committed is there.");
    const next = await startAgain(options, o);
    if (!next) return;
    server = next;
    o.tell("The database server runs again.");
  }
}

async function startAgain(
  options: ServerOptions,
  o: { readonly tell: (message: string) => void; readonly stopping: AbortSignal },
): Promise<ServerProcess | undefined> {
  let said = "";
  for (let pauseMs = 100; !o.stopping.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await endLeftServer(options.cluster);
      return await startPatiently(options);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // A full disk fails the same way every few seconds: say it once.
      if (message !== said) o.tell(message);
      said = message;
    }
    await sleep(pauseMs, undefined, { signal: o.stopping }).catch(() => {});
  }
  return undefined;
}

/** A port of the loopback address that is free at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  return await new Promise((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new EmbeddedError("No free port was found on 127.0.0.1 for the database."));
      });
    });
  });
}
