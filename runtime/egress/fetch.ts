import { isIP } from "node:net";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { Agent, buildConnector, type Dispatcher, fetch as undiciFetch } from "undici";
import { refuseAddress } from "./addresses.ts";
import { blocked, guardedLookup } from "./guarded-lookup.ts";

/** What calls to other systems are held to. */
export interface EgressRules {
  readonly allowPrivateNetwork: boolean;
  /** Addresses that may be called although they are private: the built-in sandboxes, by their beginning. */
  readonly allowed: readonly string[];
  /** Longest time for one call with all its redirects and the whole answer. */
  readonly totalMs: number;
  /** Most bytes of one answer, after unpacking. */
  readonly answerBytes: number;
}

export const egressLimits = { totalMs: 120_000, answerBytes: 64 * 1024 * 1024 };

const mostRedirects = 5;
const connectTimeoutMs = 10_000;
const silenceTimeoutMs = 60_000;

/**
 * Makes the only fetch that connectors get. It refuses private and reserved addresses however they are spelled, resolved or redirected to,
 * checks every redirect, forgets credentials at another origin, and ends answers that are too long or too slow. Trouble of its own making
 * is thrown as ConnectorError. Call it with an address, not with a Request.
 */
export function makeFetch(rules: EgressRules): typeof globalThis.fetch {
  const guarded = guardedAgent(rules.allowPrivateNetwork);
  const open = new Agent({ headersTimeout: silenceTimeoutMs, bodyTimeout: silenceTimeoutMs });
  return async (input, init = {}) => {
    if (input instanceof Request) throw new TypeError("Call fetch with an address and options.");
    const call = new Call(rules, guarded, open, init);
    return await call.follow(new URL(input));
  };
}

function guardedAgent(allowPrivateNetwork: boolean): Agent {
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(allowPrivateNetwork) });
  return new Agent({
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
    connect(options, callback) {
      // An address written as such never reaches the lookup.
      const literal = options.hostname.replace(/^\[|\]$/g, "");
      const refused = isIP(literal) ? refuseAddress(literal, allowPrivateNetwork) : undefined;
      if (refused) return callback(blocked(refused), null);
      connect(options, (error, socket) => {
        if (error) return callback(error, null);
        const peer = refuseAddress(socket?.remoteAddress ?? "", allowPrivateNetwork);
        if (!peer) return callback(null, socket);
        socket?.destroy();
        callback(blocked(peer), null);
      });
    },
  });
}

/** Headers that tell another origin nothing it should not know. */
const harmlessHeaders = new Set(["accept", "accept-language", "content-type", "user-agent"]);

class Call {
  readonly #rules: EgressRules;
  readonly #guarded: Dispatcher;
  readonly #open: Dispatcher;
  readonly #init: RequestInit;
  readonly #signal: AbortSignal;

  constructor(rules: EgressRules, guarded: Dispatcher, open: Dispatcher, init: RequestInit) {
    this.#rules = rules;
    this.#guarded = guarded;
    this.#open = open;
    this.#init = init;
    const late = AbortSignal.timeout(rules.totalMs);
    this.#signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
  }

  async follow(start: URL): Promise<Response> {
    let url = start;
    let init: RequestInit = { ...this.#init, redirect: "manual", signal: this.#signal };
    for (let redirects = 0; ; redirects++) {
      const response = await this.#send(url, init);
      const location = response.headers.get("location");
      const isRedirect = response.status >= 300 && response.status < 400 && location !== null;
      if (!isRedirect || this.#init.redirect === "manual") return limitAnswer(response, url, this.#rules);
      await response.body?.cancel();
      if (this.#init.redirect === "error" || redirects >= mostRedirects) {
        throw new ConnectorError(
          "rejected",
          "redirects",
          `${url.origin} sends its callers on and on (${redirects + 1} times). Enter the final address in the connection.`,
        );
      }
      const next = nextUrl(url, location);
      init = nextInit(init, response.status, url, next);
      url = next;
    }
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      throw new ConnectorError(
        "broken",
        "address-blocked",
        `Only http and https addresses are called, not ${url.protocol}`,
      );
    }
    const isAllowed = this.#rules.allowed.some((beginning) => url.href.startsWith(beginning));
    try {
      // The fetch of this undici understands its own agents; the types of the platform's fetch are the same but for their names.
      const send = undiciFetch as unknown as (url: URL, init: object) => Promise<Response>;
      return await send(url, { ...init, dispatcher: isAllowed ? this.#open : this.#guarded });
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (cause instanceof ConnectorError) throw cause;
      if (this.#init.signal?.aborted) throw error;
      if (this.#signal.aborted) throw tooSlow(url, this.#rules.totalMs);
      throw error;
    }
  }
}

function nextUrl(url: URL, location: string): URL {
  if (!URL.canParse(location, url.href)) {
    throw new ConnectorError(
      "rejected",
      "redirects",
      `${url.origin} sends its callers to an address that is none.`,
    );
  }
  const next = new URL(location, url);
  if (url.protocol === "https:" && next.protocol === "http:") {
    throw new ConnectorError(
      "broken",
      "address-blocked",
      `${url.origin} sends its callers from https to http, where everybody on the way could read along. Enter an https address in the connection.`,
    );
  }
  return next;
}

function nextInit(init: RequestInit, status: number, url: URL, next: URL): RequestInit {
  const method = (init.method ?? "GET").toUpperCase();
  const becomesGet =
    (status === 303 && method !== "HEAD") || (method === "POST" && (status === 301 || status === 302));
  const { body, ...rest } = init;
  const headers = new Headers(init.headers);
  if (url.origin !== next.origin) {
    if (!becomesGet && body !== undefined && body !== null) {
      throw new ConnectorError(
        "broken",
        "address-blocked",
        `${url.origin} wants what is sent to it sent to ${next.origin} instead, which is not done unasked. Enter that address in the connection if it is right.`,
      );
    }
    for (const name of [...headers.keys()]) if (!harmlessHeaders.has(name)) headers.delete(name);
  }
  if (!becomesGet) return { ...rest, headers, ...(body === undefined ? {} : { body }) };
  headers.delete("content-type");
  headers.delete("content-length");
  return { ...rest, headers, method: "GET" };
}

function tooSlow(url: URL, totalMs: number): ConnectorError {
  return new ConnectorError(
    "transient",
    "answer-too-slow",
    `${url.origin} did not finish its answer within ${totalMs / 1000} seconds.`,
  );
}

/** The answer with its body counted: it fails once it is longer than allowed. */
function limitAnswer(response: Response, url: URL, rules: EgressRules): Response {
  let left = rules.answerBytes;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, controller) {
      left -= part.byteLength;
      if (left >= 0) controller.enqueue(part);
      else {
        controller.error(
          new ConnectorError(
            "transient",
            "answer-too-large",
            `${url.origin} answers with more than ${Math.round(rules.answerBytes / 1024 / 1024)} MB at once. Ask for smaller pages.`,
          ),
        );
      }
    },
  });
  const body = response.body?.pipeThrough(counting) ?? null;
  const { status, statusText } = response;
  const limited = new Response(body, { status, statusText, headers: [...response.headers] });
  Object.defineProperty(limited, "url", { value: url.href });
  return limited;
}
