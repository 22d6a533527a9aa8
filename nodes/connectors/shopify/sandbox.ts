import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import {
  buildSchema,
  execute,
  type GraphQLError,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import * as z from "zod";
import { json, makeSandbox, type Sandbox, type SandboxCall, type SandboxOptions } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { costOf, dearest, SandboxBucket } from "./sandbox/cost.ts";
import { rootOf } from "./sandbox/resolvers.ts";
import { sandboxSchema } from "./sandbox/schema.ts";
import type { SeedOrder } from "./sandbox/seed.ts";
import { ShopStore } from "./sandbox/store.ts";
import { type Send, ShopWebhooks } from "./sandbox/webhooks.ts";

export interface ShopifySandboxOptions extends SandboxOptions {
  /** Milliseconds since 1970; left out: the real time. */
  readonly now?: () => number;
  /** What the bucket of query costs holds, and how much comes back each second. */
  readonly bucket?: { readonly size: number; readonly perSecond: number };
  /** Scopes of the app. Left out: reading orders and customers. */
  readonly scopes?: readonly string[];
  /** How notices go out to subscribers. Left out: over the network. */
  readonly send?: Send;
}

/** A stand-in in which a test can do what people in a shop do. */
export interface ShopifySandbox extends Sandbox {
  place(order: SeedOrder): JsonObject;
  refund(name: string, amount: string): JsonObject | undefined;
}

/** The versions that are served; an older one is answered by the oldest. */
const versions = ["2025-10", "2026-01", "2026-04"] as const;
const tokenSeconds = 86_399;
const schema = buildSchema(sandboxSchema);
const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.json()).nullish(),
  operationName: z.string().nullish(),
});

interface Stand {
  readonly store: ShopStore;
  readonly bucket: SandboxBucket;
  readonly webhooks: ShopWebhooks;
  readonly scopes: readonly string[];
  readonly accepts: (token: string) => boolean;
}

/** A faithful local stand-in for a Shopify shop, seeded the same every time. Its credentials are in sandbox-tokens.ts. */
export function createShopifySandbox(options: ShopifySandboxOptions = {}): ShopifySandbox {
  const now = options.now ?? Date.now;
  const webhooks = new ShopWebhooks({
    secret: sandboxCredentials.clientSecret,
    send: options.send ?? fetch,
    shop: "demo-winkel.myshopify.com",
    version: "2026-01",
  });
  const store = new ShopStore(now, (happening) => webhooks.notify(happening));
  const tokens = new Map<string, number>();
  const { perSecond = 100, size = 2000 } = options.bucket ?? {};
  const stand: Stand = {
    store,
    webhooks,
    bucket: new SandboxBucket({ now, size, perSecond }),
    scopes: options.scopes ?? ["read_orders", "read_customers"],
    accepts: (token) => token === sandboxCredentials.accessToken || (tokens.get(token) ?? 0) > now(),
  };
  let count = 0;
  const sandbox = makeSandbox(
    {
      answer: (call) => answer(call, stand),
      blocked: () => json({ errors: "Unavailable Shop" }, 402),
      isWrite: (call) => /^\s*mutation\b/.test(queryIn(call.body)),
      signIn: async (call) => {
        if (call.path !== "/admin/oauth/access_token" || call.method !== "POST") return undefined;
        if (!isClient(call)) return json({ error: "invalid_client" }, 400);
        const token = `shpat_sim_${++count}_${now()}`;
        tokens.set(token, now() + tokenSeconds * 1000);
        return json({ access_token: token, scope: stand.scopes.join(","), expires_in: tokenSeconds }, 200);
      },
      expireTokens: () => tokens.clear(),
      snapshot: () => ({ store: store.snapshot(), webhooks: webhooks.snapshot() }),
      restore: (snapshot) => {
        if (!isJsonObject(snapshot)) return;
        store.restore(snapshot.store ?? null);
        webhooks.restore(snapshot.webhooks);
      },
    },
    options,
  );
  return {
    ...sandbox,
    place: (order) => store.place(order),
    refund: (name, amount) => store.refund(name, amount),
  };
}

function isClient(call: SandboxCall): boolean {
  const form = new URLSearchParams(call.body);
  return (
    form.get("grant_type") === "client_credentials" &&
    form.get("client_id") === sandboxCredentials.clientId &&
    form.get("client_secret") === sandboxCredentials.clientSecret
  );
}

function queryIn(body: string): string {
  const parsed = requestSchema.safeParse(tryParse(body));
  return parsed.success ? parsed.data.query : "";
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answer(call: SandboxCall, stand: Stand): Promise<Response> {
  const asked = /^\/admin\/api\/(\d{4}-\d{2})\/graphql\.json$/.exec(call.path)?.[1];
  if (asked === undefined || call.method !== "POST") return json({ errors: "Not Found" }, 404);
  if (!stand.accepts(call.headers.get("x-shopify-access-token") ?? "")) {
    const message = "[API] Invalid API key or access token (unrecognized login or wrong password)";
    return json({ errors: message }, 401);
  }
  const version = versions.find((one) => one === asked) ?? versions[0];
  return json(await run(call.body, stand), 200, { "X-Shopify-API-Version": version });
}

async function run(body: string, stand: Stand): Promise<JsonObject> {
  const request = requestSchema.safeParse(tryParse(body));
  if (!request.success) return { errors: [{ message: "A query is required." }] };
  const { query, variables } = request.data;
  let operation: OperationDefinitionNode | undefined;
  const fail = (errors: readonly GraphQLError[]) => ({
    errors: errors.map(({ locations, message }) => ({
      message,
      locations: (locations ?? []).map(({ column, line }) => ({ column, line })),
      extensions: { code: "undefinedField" },
    })),
  });
  let document: ReturnType<typeof parse>;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : "syntax error" }] };
  }
  const problems = validate(schema, document);
  if (problems.length > 0) return fail(problems);
  for (const one of document.definitions) if (one.kind === "OperationDefinition") operation = one;
  if (!operation) return { errors: [{ message: "No operation." }] };
  const cost = costOf(schema, operation, variables ?? {});
  if (cost > dearest) return tooDear(cost);
  if (!stand.bucket.take(cost)) return throttled(cost, stand.bucket);
  const denied = deniedIn(query, stand.scopes);
  if (denied !== undefined) return accessDenied(denied);
  const rootValue = rootOf(stand.store, stand.webhooks);
  const result = await execute({ schema, document, rootValue, variableValues: variables ?? {} });
  // Plain data from the store; the clone drops what graphql-js makes without a prototype.
  const data = JSON.parse(JSON.stringify(result.data ?? null)) as Json;
  const actual = Math.min(cost, objectsIn(data));
  stand.bucket.giveBack(cost - actual);
  return {
    ...(result.errors ? { errors: result.errors.map(({ message }) => ({ message })) } : {}),
    data,
    extensions: {
      cost: { requestedQueryCost: cost, actualQueryCost: actual, throttleStatus: stand.bucket.status() },
    },
  };
}

function objectsIn(value: Json): number {
  if (Array.isArray(value))
    return (value as readonly Json[]).reduce<number>((sum, one) => sum + objectsIn(one), 0);
  if (!isJsonObject(value)) return 0;
  return 1 + Object.values(value).reduce<number>((sum, one) => sum + objectsIn(one), 0);
}

function tooDear(cost: number): JsonObject {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${dearest}).`;
  return { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: dearest } }] };
}

function throttled(cost: number, bucket: SandboxBucket): JsonObject {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: {
      cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus: bucket.status() },
    },
  };
}

function deniedIn(query: string, scopes: readonly string[]): string | undefined {
  const needed = [
    ["orders", "read_orders"],
    ["customers", "read_customers"],
  ] as const;
  return needed.find(
    ([root, scope]) => new RegExp(`\\{\\s*${root}\\s*\\(`).test(query) && !scopes.includes(scope),
  )?.[0];
}

function accessDenied(root: string): JsonObject {
  const message = `Access denied for ${root} field. Required access: \`read_${root}\` access scope.`;
  return { errors: [{ message, path: [root], extensions: { code: "ACCESS_DENIED" } }], data: null };
}
