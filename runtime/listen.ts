import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { ErrorAnswer } from "@trasvase/shared/contract/error.ts";
import { type Health, healthSchema } from "@trasvase/shared/contract/health.ts";
import type { DatabaseFault } from "./database-trouble.ts";

/** Answers a request. The second argument is what `getConnInfo` reads. */
export type Answer = (request: Request, bindings: object) => Response | Promise<Response>;

/** The port is there and answers; what it answers can be changed. */
export interface Listening {
  readonly server: Server;
  /** Where this machine reaches it, such as `http://127.0.0.1:3000/`. */
  readonly url: URL;
  use(answer: Answer): void;
  /** Takes no new requests, gives running ones a moment, then closes every connection. */
  close(): Promise<void>;
}

/** The port cannot be had. The message says why and what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

const lastAnswersMs = 2_000;
const mostSockets = 2_000;

/** Takes the port before anything slow begins, so that a taken one is told at once. Until `use`, everything is answered 503. */
export async function listen(host: string, port: number): Promise<Listening> {
  let answer: Answer = (request) => answerStarting(request, undefined);
  const server = createServer(getRequestListener((request, bindings) => answer(request, bindings)));
  // Node's own limits let a sender dawdle for minutes.
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.maxConnections = mostSockets;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch(async (error: unknown) => {
    throw new ListenError(await whyNot(host, port, error));
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    server,
    url: new URL(`http://${reachable(host)}:${taken}/`),
    use(next) {
      answer = next;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), lastAnswersMs);
      await closed;
      clearTimeout(force);
    },
  };
}

/** What everybody is told while the server starts: with a reason when its database keeps it waiting. */
export function answerStarting(request: Request, fault: DatabaseFault | undefined): Response {
  const message = fault?.message ?? "Trasvase is starting. Ask again in a moment.";
  const body: Health | ErrorAnswer =
    new URL(request.url).pathname === "/health"
      ? { ok: false, database: fault?.state ?? "starting", workers: 0, message }
      : { code: "starting", message };
  return Response.json(body, { status: 503, headers: { "retry-after": "1" } });
}

/** A server on all addresses is reached by this machine's own. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::" || host === "localhost") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

async function whyNot(host: string, port: number, error: unknown): Promise<string> {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "EADDRINUSE") {
    const other = (await isTrasvase(host, port))
      ? `Another Trasvase is running there already: http://${reachable(host)}:${port}/`
      : `Another program has it; "lsof -i :${port}" tells which.`;
    return `Port ${port} is taken. ${other} To use another port, set PORT, for example PORT=${port === 65_535 ? 3001 : port + 1}.`;
  }
  if (code === "EACCES") {
    return `Port ${port} may not be used by this account: ports below 1024 belong to the system. Set PORT to a higher one, for example PORT=3000.`;
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `This machine has no address ${host}. Set HOST to one of its own, or to 127.0.0.1.`;
  }
  return `Port ${port} on ${host} cannot be used (${code}). Set PORT or HOST to something else.`;
}

async function isTrasvase(host: string, port: number): Promise<boolean> {
  try {
    const url = `http://${reachable(host)}:${port}/health`;
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return healthSchema.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}
