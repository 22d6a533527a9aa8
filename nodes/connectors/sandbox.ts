import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";

/** What a sandbox does with a request instead of, or besides, answering it properly. */
export const faultSchema = z.union([
  z.strictObject({
    status: z.number().int().min(400).max(599),
    body: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ delayMs: z.number().int().min(1).max(600_000) }),
  z.enum(["drop", "commit-then-drop", "html", "truncate"]),
]);

export type Fault = z.infer<typeof faultSchema>;

const controlSchema = z.union([
  z.strictObject({
    fault: faultSchema,
    count: z.number().int().min(1).max(100_000).default(1),
    only: z.enum(["read", "write"]).optional(),
  }),
  z.strictObject({ expireTokens: z.literal(true) }),
  /** Every answer takes so long from now on; 0 ends it. */
  z.strictObject({ slowMs: z.number().int().min(0).max(600_000) }),
  /** Refuses everything, as the system does with a connection it has blocked, until told otherwise. */
  z.strictObject({ block: z.boolean() }),
]);

/** A request as the sandbox saw it. Requests for tokens and controls are not among them. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query behind the sandbox's address. */
  readonly path: string;
  readonly body: string;
  readonly status: number;
}

/** A local stand-in for a system, with everything a test wants to see of it and do to it. */
export interface Sandbox {
  handle(request: Request): Promise<Response>;
  /** Lets the next requests fail, reads and writes alike unless told otherwise. */
  fail(fault: Fault, count?: number, only?: "read" | "write"): void;
  /** Makes every token given so far end now. */
  expireTokens(): void;
  /** Lets every answer take so long; 0 ends it. */
  slow(milliseconds: number): void;
  /** Refuses everything, as the system does with a connection it has blocked. */
  block(isBlocked: boolean): void;
  /** The latest requests, oldest first. */
  requests(): readonly SandboxRequest[];
  /** How many requests wanted to change data, whatever came of them. */
  mutations(): number;
  /** Everything it holds, for {@link SandboxSystem.restore}. */
  snapshot(): Json;
}

/** The part of a sandbox that belongs to its system. */
export interface SandboxSystem {
  /** Answers a request for data; `path` begins behind the sandbox's address, `base` is that address. */
  answer(request: SandboxCall): Promise<Response> | Response;
  /** What a connection is told that the system has blocked. */
  blocked(): Response;
  /** Answers requests for signing in; undefined when the path is none of them. */
  signIn(request: SandboxCall): Promise<Response | undefined>;
  /** Whether a request wants to change data. Left out: every one but GET. */
  isWrite?(request: SandboxCall): boolean;
  expireTokens(): void;
  snapshot(): Json;
  restore(snapshot: Json): void;
}

export interface SandboxCall {
  readonly method: string;
  readonly base: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

/** Keeps what a sandbox holds over a restart. */
export interface SandboxKeep {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

export interface SandboxOptions {
  /** Where it is mounted, for example `/sandbox/exact-online`. */
  readonly basePath?: string;
  readonly keep?: SandboxKeep;
}

const mostRequestsKept = 10_000;

/** Puts faults, controls and a record of requests around a system. */
export function makeSandbox(system: SandboxSystem, options: SandboxOptions): Sandbox {
  const basePath = (options.basePath ?? "").replace(/\/$/, "");
  const faults: { readonly fault: Fault; left: number; readonly only: "read" | "write" | undefined }[] = [];
  const seen: SandboxRequest[] = [];
  let mutations = 0;
  let slowMs = 0;
  let isBlocked = false;
  let loaded = options.keep === undefined;

  const load = async () => {
    if (loaded) return;
    loaded = true;
    const text = await options.keep?.read();
    if (text !== undefined) system.restore(JSON.parse(text));
  };
  const keep = () => options.keep?.write(JSON.stringify(system.snapshot()));
  const takeFault = (isWrite: boolean): Fault | undefined => {
    const found = faults.find(
      (one) => one.left > 0 && (one.only === undefined || (one.only === "write") === isWrite),
    );
    if (found) found.left--;
    return found?.fault;
  };
  const note = (call: SandboxCall, status: number) => {
    const query = call.query.size === 0 ? "" : `?${call.query.toString()}`;
    seen.push({ method: call.method, path: `${call.path}${query}`, body: call.body, status });
    if (seen.length > mostRequestsKept) seen.shift();
  };
  const control = (body: string): Response => {
    const parsed = controlSchema.safeParse(tryParse(body));
    if (!parsed.success) return json({ error: z.prettifyError(parsed.error) }, 400);
    if ("expireTokens" in parsed.data) system.expireTokens();
    else if ("slowMs" in parsed.data) slowMs = parsed.data.slowMs;
    else if ("block" in parsed.data) isBlocked = parsed.data.block;
    else faults.push({ fault: parsed.data.fault, left: parsed.data.count, only: parsed.data.only });
    return json({ ok: true }, 200);
  };

  const handle = async (request: Request): Promise<Response> => {
    await load();
    const call = await open(request, basePath);
    if (call.path === "/__control" && call.method === "POST") return control(call.body);
    const signedIn = await system.signIn(call);
    if (signedIn) {
      await keep();
      return signedIn;
    }
    const isWrite = system.isWrite?.(call) ?? call.method !== "GET";
    if (isWrite) mutations++;
    if (slowMs > 0) await pause(slowMs);
    const fault = takeFault(isWrite);
    const early = isBlocked ? system.blocked() : fault === undefined ? undefined : await failBefore(fault);
    if (early) {
      note(call, early.status);
      return early;
    }
    const response = await system.answer(call);
    note(call, response.status);
    if (isWrite) await keep();
    return fault === undefined ? response : failAfter(fault, response);
  };

  return {
    handle,
    fail: (fault, count = 1, only = undefined) => void faults.push({ fault, left: count, only }),
    expireTokens: () => system.expireTokens(),
    slow: (milliseconds) => {
      slowMs = milliseconds;
    },
    block: (blocked) => {
      isBlocked = blocked;
    },
    requests: () => [...seen],
    mutations: () => mutations,
    snapshot: () => system.snapshot(),
  };
}

async function open(request: Request, basePath: string): Promise<SandboxCall> {
  const url = new URL(request.url);
  const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname;
  return {
    method: request.method,
    base: `${url.origin}${basePath}`,
    path: decodeURIComponent(path),
    query: url.searchParams,
    headers: request.headers,
    body: request.method === "GET" ? "" : await request.text(),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function failBefore(fault: Fault): Promise<Response | undefined> {
  if (fault === "drop") return dropped();
  if (typeof fault === "string") return undefined;
  if ("delayMs" in fault) {
    await pause(fault.delayMs);
    return undefined;
  }
  return new Response(fault.body ?? "", { status: fault.status, headers: fault.headers ?? {} });
}

async function failAfter(fault: Fault, response: Response): Promise<Response> {
  if (fault === "commit-then-drop") return dropped();
  if (fault === "html") {
    return new Response("<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>", {
      status: 200,
      headers: { "content-type": "text/html" },
    });
  }
  if (fault !== "truncate") return response;
  const text = await response.text();
  return new Response(text.slice(0, Math.max(1, Math.floor(text.length / 2))), {
    status: response.status,
    headers: response.headers,
  });
}

/** An answer whose body breaks: over HTTP the connection is closed in the middle of it. */
function dropped(): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("The sandbox dropped the connection."));
    },
  });
  return new Response(body, { status: 200, headers: { "content-type": "application/json" } });
}

/** A JSON answer. */
export function json(
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json;charset=utf-8", ...headers },
  });
}
