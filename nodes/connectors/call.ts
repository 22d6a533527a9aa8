import { ConnectorError, type Services } from "@trasvase/shared/connector.ts";
import { maskSecrets, type Secret } from "@trasvase/shared/secret.ts";

/** A request to be sent. `credentials` are headers that never follow a redirect to another origin. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, whatever the status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly url: string;
}

/** How a client calls: everything but the request itself. */
export interface Line {
  readonly services: Services;
  /** Masked in every message. */
  readonly secrets: readonly Secret[];
  readonly timeoutMs: number;
}

/** No answer came. `sent` false: the request certainly never arrived, so sending it again is harmless. */
export class CallFailure extends Error {
  readonly code: string;
  readonly sent: boolean;

  constructor(code: string, message: string, sent: boolean) {
    super(message);
    this.name = "CallFailure";
    this.code = code;
    this.sent = sent;
  }
}

const maxAnswerBytes = 64 * 1024 * 1024;
const maxRedirects = 5;

/**
 * Sends a request and reads its answer, following redirects itself so that credentials stay with their origin. Throws
 * {@link CallFailure} when no answer came, ConnectorError for a redirect that must not be followed or an address that is not allowed.
 */
export async function call(line: Line, request: Call, signal: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(line.timeoutMs);
  const stop = AbortSignal.any([signal, timeout]);
  let next = request;
  try {
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const response = await line.services.fetch(next.url, {
        method: next.method,
        headers: { ...next.headers, ...next.credentials },
        redirect: "manual",
        signal: stop,
        ...(next.body === undefined ? {} : { body: next.body }),
      });
      const location =
        response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
      if (location === null) {
        return {
          status: response.status,
          headers: response.headers,
          text: await readText(response),
          url: next.url,
        };
      }
      await response.body?.cancel();
      next = redirect(next, location, response.status, line);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asFailure(error, timeout.aborted, line, next.url);
  }
  throw new ConnectorError(
    "broken",
    "redirects",
    `${hostOf(request.url)} redirects more than ${maxRedirects} times. Correct the address.`,
  );
}

function redirect(request: Call, location: string, status: number, line: Line): Call {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href)) {
    throw new ConnectorError(
      "broken",
      "redirect",
      `${from.host} redirects to an address that is none. Correct the address in the connection.`,
    );
  }
  const to = new URL(location, from);
  const refuse = (why: string) =>
    new ConnectorError(
      "broken",
      "redirect",
      `${from.host} redirects to ${maskSecrets(to.origin, line.secrets)}${why} Correct the address in the connection.`,
    );
  if (request.method !== "GET" && status !== 307 && status !== 308)
    throw refuse(", which would lose what is being sent.");
  if (to.protocol !== "https:" && (to.protocol !== "http:" || from.protocol === "https:")) {
    throw refuse(", which is not protected.");
  }
  if (to.origin === from.origin) return { ...request, url: to.href };
  if (request.method !== "GET") throw refuse(", another system, while a record is being sent.");
  return { ...request, url: to.href, credentials: {} };
}

async function readText(response: Response): Promise<string> {
  const body = response.body;
  if (!body) return "";
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxAnswerBytes) {
      throw new CallFailure(
        "too-large",
        `The answer is larger than ${maxAnswerBytes} bytes. Ask for less at once.`,
        true,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

// What undici and the operating system say before a single byte of the request has left.
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function asFailure(error: unknown, isTimeout: boolean, line: Line, url: string): unknown {
  if (error instanceof CallFailure) return error;
  if (error instanceof ConnectorError) {
    // The guard ends answers that are too slow or too long; by then the request has long arrived.
    return error.kind === "transient" ? new CallFailure(error.code, error.message, true) : error;
  }
  const host = hostOf(url);
  if (isTimeout) {
    return new CallFailure(
      "timeout",
      `${host} gave no answer within ${Math.round(line.timeoutMs / 1000)} seconds.`,
      true,
    );
  }
  const code = codeOf(error);
  if (code !== undefined && neverSent.has(code)) {
    return new CallFailure("unreachable", `${host} cannot be reached (${code}).`, false);
  }
  const reason = maskSecrets(
    code ?? (error instanceof Error ? error.message : "unknown reason"),
    line.secrets,
  );
  return new CallFailure(
    "dropped",
    `The connection to ${host} broke before the answer was complete (${reason}).`,
    true,
  );
}

function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}

function hostOf(url: string): string {
  return new URL(url).host;
}
