import {
  ConnectorError,
  type OpenConnection,
  type OutgoingRequest,
  type Services,
} from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { maskedSecret, Secret } from "@trasvase/shared/secret.ts";
import { type AccessTokens, type GrantedTokens, openAccessTokens } from "./access-tokens.ts";
import { type Answer, call, type Line } from "./call.ts";
import { requestTokens, type TokenEndpoint } from "./token-request.ts";

/** A request without its sign-in. */
export interface SignedRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly body?: Json;
}

/** What is counted and waited for around every call that leaves. */
export interface CallWatch {
  /** Before a call. Throws ConnectorError *transient* with the wait when it must not leave now. */
  before(request: SignedRequest, signal: AbortSignal): Promise<void>;
  after(request: SignedRequest, answer: Answer): Promise<void>;
}

export interface SignedLineOptions {
  /** What messages call the system. */
  readonly system: string;
  readonly line: Line;
  readonly tokens: AccessTokens;
  /** Headers of a request besides its sign-in. */
  readonly headersOf: (request: SignedRequest) => Readonly<Record<string, string>>;
  /** The header that carries the token. Left out: `Authorization: Bearer`. */
  readonly sign?: (token: string) => Readonly<Record<string, string>>;
  readonly watch?: CallWatch;
}

/** A line to a system on which every request is signed in with a token. */
export interface SignedLine {
  readonly line: Line;
  /** Sends a request, renewing the token once when it is refused. Throws CallFailure and ConnectorError. */
  send(request: SignedRequest, signal: AbortSignal): Promise<Answer>;
  /** The request as it leaves, with the token masked. */
  outgoing(request: SignedRequest): OutgoingRequest;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

export function openSignedLine(options: SignedLineOptions): SignedLine {
  const { headersOf, line, system, tokens, watch } = options;
  const sign = options.sign ?? bearer;

  async function sendOnce(token: string, request: SignedRequest, signal: AbortSignal): Promise<Answer> {
    await watch?.before(request, signal);
    const answer = await call(
      { ...line, secrets: [...line.secrets, new Secret(token)] },
      {
        method: request.method,
        url: request.url,
        headers: headersOf(request),
        credentials: sign(token),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      },
      signal,
    );
    await watch?.after(request, answer);
    return answer;
  }

  return {
    line,
    async send(request, signal) {
      const token = await tokens.current();
      const answer = await sendOnce(token, request, signal);
      if (answer.status !== 401) return answer;
      const again = await sendOnce(await tokens.renew(token), request, signal);
      if (again.status !== 401) return again;
      throw new ConnectorError(
        "broken",
        "sign-in",
        `${system} refuses a token it has just given. Sign in again.`,
      );
    },
    outgoing: (request) => ({
      method: request.method,
      url: request.url,
      headers: { ...headersOf(request), ...sign(maskedSecret) },
      body: request.body,
    }),
  };
}

/** A secret that the connection cannot do without. Throws ConnectorError *broken* when nobody entered it. */
export function requireSecret(connection: OpenConnection, name: string, title: string): Secret {
  const secret = connection.secrets[name];
  if (secret !== undefined && secret.reveal() !== "") return secret;
  throw new ConnectorError(
    "broken",
    "secret-missing",
    `The connection "${connection.name}" has no ${title}. Enter it.`,
  );
}

export interface RotatingTokensOptions {
  readonly services: Services;
  readonly endpoint: TokenEndpoint;
  /** A refresh token that a person entered; used once, then the store has its successors. */
  readonly first: Secret | undefined;
  readonly marginMs: number;
}

/** Access tokens from refresh tokens that are good for one use. */
export function openRotatingTokens(options: RotatingTokensOptions): AccessTokens {
  const { endpoint, first, marginMs, services } = options;
  return openAccessTokens({
    tokens: services.tokens,
    now: services.now,
    chain: chainOf(endpoint),
    first,
    marginMs,
    grant: (stored) => refresh(endpoint, stored ?? first?.reveal() ?? ""),
  });
}

/** What the tokens of an endpoint belong to. */
export function chainOf(endpoint: Pick<TokenEndpoint, "url" | "clientId">): readonly string[] {
  return [endpoint.url, endpoint.clientId];
}

async function refresh(endpoint: TokenEndpoint, refreshToken: string): Promise<GrantedTokens> {
  if (refreshToken === "") {
    throw new ConnectorError(
      "broken",
      "not-signed-in",
      "Nobody has signed in with this connection yet. Sign in.",
    );
  }
  const granted = await requestTokens(endpoint, { grant_type: "refresh_token", refresh_token: refreshToken });
  // A system that does not rotate leaves the old one good.
  return { ...granted, refreshToken: granted.refreshToken ?? refreshToken };
}
