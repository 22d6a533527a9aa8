import { ConnectorError } from "@trasvase/shared/connector.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";
import type { GrantedTokens } from "./access-tokens.ts";
import { messageIn } from "./answer.ts";
import { type Answer, CallFailure, call, type Line } from "./call.ts";

/** `expires_in` comes as a number, as digits, or not at all. */
const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
});

/** What a token is taken to last where the system does not say. */
const usualSeconds = 3600;

export interface TokenEndpoint {
  readonly line: Line;
  /** What messages call the system. */
  readonly system: string;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Where the client's own credentials go. Left out: into the body. */
  readonly credentialsIn?: "body" | "header";
  /** What a refusal means where the system has its own rules; undefined: a person must sign in again. */
  readonly judge?: (answer: Answer) => ConnectorError | undefined;
}

/** What is given for a token, as RFC 6749 names it. */
export type TokenGrant =
  | { readonly grant_type: "refresh_token"; readonly refresh_token: string }
  | {
      readonly grant_type: "authorization_code";
      readonly code: string;
      readonly redirect_uri: string;
      readonly code_verifier?: string;
    }
  | { readonly grant_type: "client_credentials"; readonly scope?: string };

/**
 * Gets tokens. A lost answer is asked for once more, because the system may have burned what was given without us knowing the new
 * tokens: only a refusal then tells. Throws ConnectorError.
 */
export async function requestTokens(endpoint: TokenEndpoint, grant: TokenGrant): Promise<GrantedTokens> {
  const { system } = endpoint;
  const answer = (await tryPost(endpoint, grant)) ?? (await tryPost(endpoint, grant));
  if (answer === undefined || answer.status >= 500 || answer.status === 429) {
    throw new ConnectorError(
      "transient",
      "token-endpoint",
      `${system} does not renew the sign-in at the moment. It is tried again.`,
    );
  }
  if (answer.status !== 200) {
    const own = endpoint.judge?.(answer);
    if (own) throw own;
    const said = messageIn(answer, [...endpoint.line.secrets, ...secretsIn(grant)]);
    throw new ConnectorError(
      "broken",
      "sign-in",
      `${system} refuses the sign-in${said === "" ? "" : ` (${said})`}. Sign in again.`,
    );
  }
  const parsed = tokenSchema.safeParse(readJson(answer.text));
  if (!parsed.success) {
    throw new ConnectorError(
      "transient",
      "token-endpoint",
      `${system} answered the sign-in with something that holds no token.`,
    );
  }
  const { access_token, refresh_token, expires_in } = parsed.data;
  return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in ?? usualSeconds };
}

function secretsIn(grant: TokenGrant): readonly Secret[] {
  switch (grant.grant_type) {
    case "refresh_token":
      return [new Secret(grant.refresh_token)];
    case "authorization_code":
      return [new Secret(grant.code)];
    default:
      return [];
  }
}

async function tryPost(endpoint: TokenEndpoint, grant: TokenGrant): Promise<Answer | undefined> {
  const inHeader = endpoint.credentialsIn === "header";
  const id = endpoint.clientId;
  const secret = endpoint.clientSecret.reveal();
  const form = new URLSearchParams({
    ...grant,
    ...(inHeader ? {} : { client_id: id, client_secret: secret }),
  });
  const basic = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  const credentials: Readonly<Record<string, string>> = inHeader
    ? { Authorization: `Basic ${Buffer.from(basic).toString("base64")}` }
    : {};
  try {
    // Renewing must not be given up half way: a rotated token that nobody stored is lost. So no signal of the caller here.
    const signal = new AbortController().signal;
    const answer = await call(
      endpoint.line,
      { method: "POST", url: endpoint.url, headers, credentials, body: form.toString() },
      signal,
    );
    return answer.status >= 500 ? undefined : answer;
  } catch (error) {
    if (error instanceof CallFailure) return undefined;
    throw error;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
