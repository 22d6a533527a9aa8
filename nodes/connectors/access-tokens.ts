import { createHash } from "node:crypto";
import { ConnectorError, type TokenStore } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";

/** Tokens as a system's token endpoint gave them. */
export interface GrantedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

const storedSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  receivedAt: z.number(),
  /** Which first refresh token this chain began with: a new one entered by a person begins a new chain. */
  chain: z.string(),
});

type StoredTokens = z.infer<typeof storedSchema>;

export interface AccessTokensOptions {
  readonly tokens: TokenStore;
  readonly now: () => number;
  /** What a person entered after signing in; used once. */
  readonly first: Secret | undefined;
  /** Trades a refresh token for new tokens. Throws ConnectorError: *broken* when a person must sign in again, else *transient*. */
  readonly grant: (refreshToken: string) => Promise<GrantedTokens>;
  /** How long before its end a token is no longer used. */
  readonly marginMs: number;
}

/** Access tokens of a connection with rotating refresh tokens, renewed once over all processes. */
export interface AccessTokens {
  /** A token that is still good. Throws ConnectorError when there is none to be had. */
  current(): Promise<string>;
  /** A token instead of one that was refused; another process's newer one when there is one. */
  renew(refused: string): Promise<string>;
}

/** Tokens live in the connection's store; every process reads them there and renews them under its lease. */
export function openAccessTokens(options: AccessTokensOptions): AccessTokens {
  const first = options.first?.reveal() ?? "";
  const chain = createHash("sha256").update(first).digest("hex").slice(0, 16);
  let known: StoredTokens | undefined;

  const isGood = (tokens: StoredTokens | undefined): tokens is StoredTokens =>
    tokens !== undefined && tokens.expiresAt - options.marginMs > options.now();
  const parse = (stored: Readonly<Record<string, Json>> | undefined): StoredTokens | undefined => {
    const parsed = storedSchema.safeParse(stored);
    return parsed.success && (parsed.data.chain === chain || first === "") ? parsed.data : undefined;
  };
  const refresh = async (isUsable: (tokens: StoredTokens) => boolean): Promise<string> => {
    const stored = await options.tokens.refresh(async (present) => {
      const tokens = parse(present);
      if (tokens && isUsable(tokens)) return tokens;
      const refreshToken = tokens?.refreshToken ?? first;
      if (refreshToken === "") {
        throw new ConnectorError(
          "broken",
          "not-signed-in",
          "Nobody has signed in with this connection yet. Sign in.",
        );
      }
      const granted = await options.grant(refreshToken);
      const receivedAt = options.now();
      return {
        accessToken: granted.accessToken,
        refreshToken: granted.refreshToken,
        expiresAt: receivedAt + granted.expiresIn * 1000,
        receivedAt,
        chain,
      };
    });
    known = storedSchema.parse(stored);
    return known.accessToken;
  };

  return {
    async current() {
      if (isGood(known)) return known.accessToken;
      const stored = parse(await options.tokens.read());
      if (isGood(stored)) {
        known = stored;
        return stored.accessToken;
      }
      return refresh(isGood);
    },
    renew(refused) {
      known = undefined;
      return refresh((tokens) => tokens.accessToken !== refused && isGood(tokens));
    },
  };
}
