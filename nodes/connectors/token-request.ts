import { ConnectorError } from "@trasvase/shared/connector.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";
import type { GrantedTokens } from "./access-tokens.ts";
import { messageIn } from "./answer.ts";
import { type Answer, CallFailure, call, type Line } from "./call.ts";

/** `expires_in` comes as a number or as digits. */
const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
});

export interface TokenRequest {
  readonly line: Line;
  /** What messages call the system. */
  readonly system: string;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** What a refusal means where the system has its own rules; undefined: a person must sign in again. */
  readonly judge?: (answer: Answer) => ConnectorError | undefined;
}

/**
 * Trades a refresh token. A lost answer is asked for once more, because the system may have burned the token without us knowing the new
 * one: only a refusal then tells. Throws ConnectorError.
 */
export async function requestTokens(request: TokenRequest, refreshToken: string): Promise<GrantedTokens> {
  const { system } = request;
  const answer = (await tryPost(request, refreshToken)) ?? (await tryPost(request, refreshToken));
  if (answer === undefined || answer.status >= 500 || answer.status === 429) {
    throw new ConnectorError(
      "transient",
      "token-endpoint",
      `${system} does not renew the sign-in at the moment. It is tried again.`,
    );
  }
  if (answer.status !== 200) {
    const own = request.judge?.(answer);
    if (own) throw own;
    const said = messageIn(answer, [...request.line.secrets, new Secret(refreshToken)]);
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
  return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in };
}

async function tryPost(request: TokenRequest, refreshToken: string): Promise<Answer | undefined> {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: request.clientId,
    client_secret: request.clientSecret.reveal(),
  });
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  try {
    // Renewing must not be given up half way: a rotated token that nobody stored is lost. So no signal of the caller here.
    const signal = new AbortController().signal;
    const answer = await call(
      request.line,
      { method: "POST", url: request.url, headers, credentials: {}, body: form.toString() },
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
