import { createHash } from "node:crypto";
import { ConnectorError, type TokenStore } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";

/** Tokens as a system's token endpoint gave them. */
export interface GrantedTokens {
  readonly accessToken: string;
  /** Undefined where the system gives none: then the credentials themselves get the next token. */
  readonly refreshToken: string | undefined;
  /** Seconds from now. */
  readonly expiresIn: number;
}

const storedSchema = z.object({
  accessToken: z.string(),
  /** Empty where the system gives none. */
  refreshToken: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  receivedAt: z.number(),
  /** What they were obtained with: another address or client begins a new chain. */
  chain: z.string(),
  /** The refresh token a person had entered when they were obtained: entering another one begins a new chain too. */
  first: z.string(),
});

type StoredTokens = z.infer<typeof storedSchema>;

export interface AccessTokensOptions {
  readonly tokens: TokenStore;
  readonly now: () => number;
  /** Address and client that the tokens belong to. Only a hash of them is stored. */
  readonly chain: readonly string[];
  /** What a person entered after signing in elsewhere; used once. */
  readonly first?: Secret | undefined;
  /** Gets new tokens, with the stored refresh token where there is one. Throws ConnectorError: *broken* when a person must sign in again, else *transient*. */
  readonly grant: (refreshToken: string | undefined) => Promise<GrantedTokens>;
  /** How long before its end a token is no longer used. */
  readonly marginMs: number;
}

/** Access tokens of a connection, renewed once over all processes. */
export interface AccessTokens {
  /** A token that is still good. Throws ConnectorError when there is none to be had. */
  current(): Promise<string>;
  /** A token instead of one that was refused; another process's newer one when there is one. */
  renew(refused: string): Promise<string>;
}

/** Tokens live in the connection's store; every process reads them there and renews them under its lease. */
export function openAccessTokens(options: AccessTokensOptions): AccessTokens {
  const origin = originOf(options);
  let known: StoredTokens | undefined;

  const isGood = (tokens: StoredTokens | undefined): tokens is StoredTokens =>
    tokens !== undefined && tokens.expiresAt - options.marginMs > options.now();
  const parse = (stored: Readonly<Record<string, Json>> | undefined): StoredTokens | undefined => {
    const parsed = storedSchema.safeParse(stored);
    if (!parsed.success || parsed.data.chain !== origin.chain) return undefined;
    // Taking the entered token out again ends nothing: it is used up anyhow.
    return origin.first === "" || parsed.data.first === origin.first ? parsed.data : undefined;
  };
  const refresh = async (isUsable: (tokens: StoredTokens) => boolean): Promise<string> => {
    const stored = await options.tokens.refresh(async (present) => {
      const tokens = parse(present);
      if (tokens && isUsable(tokens)) return tokens;
      return toStored(await options.grant(tokens?.refreshToken || undefined), origin, options.now());
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

/** Keeps the tokens that a person's sign-in brought, in place of those there were. */
export async function storeSignIn(
  options: Pick<AccessTokensOptions, "tokens" | "now" | "chain" | "first">,
  granted: GrantedTokens,
): Promise<void> {
  await options.tokens.refresh(async () => toStored(granted, originOf(options), options.now()));
}

/** One token that a person entered and that never ends: a refusal cannot be repaired by renewing. */
export function fixedToken(token: string, system: string): AccessTokens {
  return {
    current: async () => token,
    async renew() {
      throw new ConnectorError(
        "broken",
        "sign-in",
        `${system} refuses the access token. Enter one that is good.`,
      );
    },
  };
}

type Origin = Pick<StoredTokens, "chain" | "first">;

function originOf({ chain, first }: Pick<AccessTokensOptions, "chain" | "first">): Origin {
  const entered = first?.reveal() ?? "";
  return { chain: hashOf(JSON.stringify(chain)), first: entered === "" ? "" : hashOf(entered) };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function toStored(granted: GrantedTokens, origin: Origin, receivedAt: number): StoredTokens {
  const { accessToken, refreshToken, expiresIn } = granted;
  return {
    accessToken,
    refreshToken: refreshToken ?? "",
    expiresAt: receivedAt + expiresIn * 1000,
    receivedAt,
    ...origin,
  };
}
