import { createHash } from "node:crypto";
import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { json, type SandboxCall } from "./sandbox.ts";

/**
 * The credentials that every sandbox accepts. A refresh token `sandbox-refresh-<name>` stands for a person who signs in: each use begins
 * a chain of its own, so that several connections and command lines can use it. The tokens given for it are good for one use.
 */
export const sandboxCredentials = {
  clientId: "sandbox-client",
  clientSecret: "sandbox-secret",
  refreshToken: "sandbox-refresh-token",
  accessToken: "shpat_sandbox_token",
  webhookSecret: "sandbox-webhook-secret",
} as const;

export interface TokenRules {
  readonly now: () => number;
  readonly accessSeconds: number;
  /** A refresh sooner than this after the last one is refused. */
  readonly earliestRefreshMs: number;
  /** How `expires_in` is written. */
  readonly expiresIn: (seconds: number) => number | string;
  /** Whether an application may sign in by itself, with its own credentials. Left out: no. */
  readonly clientCredentials?: boolean;
}

const codeLifeMs = 3 * 60_000;
const snapshotSchema = z.object({
  chains: z.record(z.string(), z.object({ generation: z.number(), issuedAt: z.number() })),
  expiredBefore: z.number(),
  codes: z.number(),
});

/**
 * Gives and checks tokens. A token's text says which chain and generation it is of, so that a sandbox that was restarted without its
 * memory goes on with the newest one it is shown.
 */
export class SandboxTokens {
  readonly #rules: TokenRules;
  readonly #chains = new Map<string, { generation: number; issuedAt: number }>();
  readonly #codes = new Map<
    string,
    { readonly at: number; readonly redirectUri: string; readonly challenge: string | null }
  >();
  #expiredBefore = 0;
  #codeCount = 0;

  constructor(rules: TokenRules) {
    this.#rules = rules;
  }

  /** Whether the Authorization header carries a token that is good. */
  accepts(headers: Headers): boolean {
    const match = /^bearer sim-access-(.+)-(\d+)-(\d+)$/i.exec(headers.get("authorization") ?? "");
    if (!match) return false;
    const [, name = "", generation = "", issuedAt = ""] = match;
    const current = this.#chains.get(name)?.generation ?? 0;
    const issued = Number(issuedAt);
    return (
      Number(generation) >= current &&
      issued >= this.#expiredBefore &&
      issued + this.#rules.accessSeconds * 1000 > this.#rules.now()
    );
  }

  expire(): void {
    this.#expiredBefore = this.#rules.now() + 1;
    for (const chain of this.#chains.values()) chain.issuedAt = Number.NEGATIVE_INFINITY;
  }

  /** The browser's part of signing in: agrees at once. */
  authorize(call: SandboxCall): Response {
    const redirectUri = call.query.get("redirect_uri") ?? "";
    if (call.query.get("client_id") !== sandboxCredentials.clientId || !/^https?:\/\//.test(redirectUri)) {
      return json({ error: "invalid_client" }, 400);
    }
    const code = `sim-code-${++this.#codeCount}`;
    const challenge = call.query.get("code_challenge");
    this.#codes.set(code, { at: this.#rules.now(), redirectUri, challenge });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    const state = call.query.get("state");
    if (state !== null) back.searchParams.set("state", state);
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  /** The token endpoint: form body only, client credentials in it or in a Basic header, refresh tokens good for one use. */
  token(call: SandboxCall): Response {
    const form = new URLSearchParams(call.body);
    if (!(call.headers.get("content-type") ?? "").includes("application/x-www-form-urlencoded"))
      return json({ error: "invalid_request" }, 400);
    if (!isClient(form, call.headers)) return json({ error: "invalid_client" }, 400);
    if (form.get("grant_type") === "authorization_code") return this.#tradeCode(form);
    if (form.get("grant_type") === "client_credentials" && this.#rules.clientCredentials)
      return this.#grant(this.#newChain("client"), 0, false);
    if (form.get("grant_type") !== "refresh_token") return json({ error: "unsupported_grant_type" }, 400);
    return this.#refresh(form.get("refresh_token") ?? "");
  }

  #tradeCode(form: URLSearchParams): Response {
    const code = form.get("code") ?? "";
    const given = this.#codes.get(code);
    this.#codes.delete(code);
    if (
      !given ||
      given.at + codeLifeMs < this.#rules.now() ||
      given.redirectUri !== form.get("redirect_uri") ||
      (given.challenge !== null && given.challenge !== challengeOf(form.get("code_verifier") ?? ""))
    ) {
      return json(
        {
          error: "invalid_grant",
          error_description: "Token is not allowed, because of invalid or empty chainId",
        },
        400,
      );
    }
    return this.#grant(code.replace("sim-code-", "code"), 0);
  }

  #refresh(token: string): Response {
    const first = /^sandbox-refresh-([A-Za-z0-9_]+)$/.exec(token);
    const later = /^sim-refresh-([A-Za-z0-9_]+)-(\d+)$/.exec(token);
    if (first?.[1] !== undefined) return this.#grant(this.#newChain(first[1]), 0);
    const name = later?.[1];
    if (name === undefined)
      return json({ error: "invalid_grant", error_description: "Unknown refresh token." }, 400);
    const generation = Number(later?.[2] ?? 0);
    const chain = this.#chains.get(name);
    if (chain && generation < chain.generation) {
      return json({ error: "unauthorized_client", error_description: "Old refresh token used." }, 401);
    }
    if (chain && this.#rules.now() - chain.issuedAt < this.#rules.earliestRefreshMs) {
      const description = "Rate limit exceeded: access_token not expired";
      return json({ error: "access_denied", error_description: description }, 400, {
        Reason: `TooEarlyToRefreshTokens: ${description}`,
      });
    }
    return this.#grant(name, generation);
  }

  #newChain(name: string): string {
    let free = name;
    for (let number = 2; this.#chains.has(free); number++) free = `${name}_${number}`;
    return free;
  }

  #grant(name: string, generation: number, renewable = true): Response {
    const next = generation + 1;
    const issuedAt = this.#rules.now();
    this.#chains.set(name, { generation: next, issuedAt });
    return json(
      {
        access_token: `sim-access-${name}-${next}-${Math.max(issuedAt, this.#expiredBefore)}`,
        token_type: "bearer",
        expires_in: this.#rules.expiresIn(this.#rules.accessSeconds),
        ...(renewable ? { refresh_token: `sim-refresh-${name}-${next}` } : {}),
      },
      200,
    );
  }

  snapshot(): Json {
    const chains = [...this.#chains].map(([name, chain]) => [
      name,
      { ...chain, issuedAt: Math.max(0, chain.issuedAt) },
    ]);
    return { chains: Object.fromEntries(chains), expiredBefore: this.#expiredBefore, codes: this.#codeCount };
  }

  restore(snapshot: Json | undefined): void {
    const parsed = snapshotSchema.safeParse(snapshot);
    if (!parsed.success) return;
    for (const [name, chain] of Object.entries(parsed.data.chains)) this.#chains.set(name, chain);
    this.#expiredBefore = parsed.data.expiredBefore;
    this.#codeCount = parsed.data.codes;
  }
}

function isClient(form: URLSearchParams, headers: Headers): boolean {
  const { clientId, clientSecret } = sandboxCredentials;
  if (form.get("client_id") === clientId && form.get("client_secret") === clientSecret) return true;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  return headers.get("authorization") === `Basic ${basic}`;
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
