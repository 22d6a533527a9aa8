import type { OpenConnection, Services } from "@trasvase/shared/connector.ts";
import type * as z from "zod";
import { type AccessTokens, fixedToken, openAccessTokens } from "../access-tokens.ts";
import type { Line } from "../call.ts";
import { parseSettings } from "../parse-options.ts";
import { chainOf, openSignedLine, requireSecret, type SignedLine } from "../signed-line.ts";
import { requestTokens } from "../token-request.ts";
import { type CostBucket, openCostBucket } from "./cost-bucket.ts";
import { shopifySettings } from "./definition.ts";

/** A signed-in line to one shop. */
export interface ShopifySession extends SignedLine {
  readonly settings: z.output<typeof shopifySettings>;
  /** Where queries go. */
  readonly url: string;
  readonly bucket: CostBucket;
}

const timeoutMs = 60_000;
const tokenMarginMs = 5 * 60_000;

/** Makes a connection ready. `gentle`: for somebody who only looks. Throws ConnectorError *broken* when settings or secrets are missing. */
export function openSession(connection: OpenConnection, services: Services, gentle: boolean): ShopifySession {
  const settings = parseSettings(shopifySettings, connection.settings);
  const base = settings.baseUrl.replace(/\/$/, "");
  const line: Line = { services, secrets: Object.values(connection.secrets), timeoutMs };
  const signed = openSignedLine({
    system: "Shopify",
    line,
    headersOf: () => ({ Accept: "application/json", "Content-Type": "application/json" }),
    sign: (token) => ({ "X-Shopify-Access-Token": token }),
    tokens: openTokens(connection, line, settings, base),
  });
  return {
    ...signed,
    settings,
    url: `${base}/admin/api/${settings.version}/graphql.json`,
    bucket: openCostBucket(services, gentle),
  };
}

function openTokens(
  connection: OpenConnection,
  line: Line,
  settings: z.output<typeof shopifySettings>,
  base: string,
): AccessTokens {
  if (settings.signIn === "token")
    return fixedToken(requireSecret(connection, "accessToken", "access token").reveal(), "Shopify");
  const endpoint = {
    line,
    system: "Shopify",
    url: `${base}/admin/oauth/access_token`,
    clientId: settings.clientId,
    clientSecret: requireSecret(connection, "clientSecret", "client secret"),
  };
  const { now, tokens } = line.services;
  return openAccessTokens({
    tokens,
    now,
    chain: chainOf(endpoint),
    marginMs: tokenMarginMs,
    grant: () => requestTokens(endpoint, { grant_type: "client_credentials" }),
  });
}
