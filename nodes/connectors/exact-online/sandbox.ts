import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { json, makeSandbox, type Sandbox, type SandboxCall, type SandboxOptions } from "../sandbox.ts";
import { SandboxTokens, sandboxCredentials } from "../sandbox-tokens.ts";
import { StoreFault } from "./sandbox/entity.ts";
import { answerCollection, pageSizes, present, type QueryContext } from "./sandbox/query.ts";
import { ExactQuota } from "./sandbox/quota.ts";
import { type SandboxResource, sandboxResources, servedAt } from "./sandbox/resources.ts";
import { sandboxDivisions, seedStore } from "./sandbox/seed.ts";
import { ExactStore } from "./sandbox/store.ts";
import { answerStream, answerVersionAt } from "./sandbox/streams.ts";
import { ExactWebhooks, type Send } from "./sandbox/webhooks.ts";
import { serverTime } from "./server-time.ts";

export interface ExactOnlineSandboxOptions extends SandboxOptions {
  /** Milliseconds since 1970; left out: the real time. */
  readonly now?: () => number;
  readonly callsPerMinute?: number;
  readonly callsPerDay?: number;
  /** Blocks an endpoint for an hour after ten errors there. Left out: yes. */
  readonly errorVelocity?: boolean;
  /** Refuses reading without a filter where the vendor may. Left out: yes. */
  readonly mandatoryFilter?: boolean;
  /** Endpoints that the licence or the scopes leave out, for example `salesorder`. */
  readonly forbidden?: readonly string[];
  /** How notices go out to subscribers. Left out: over the network. */
  readonly send?: Send;
}

/** One stand-in with all it holds. */
interface Stand {
  readonly tokens: SandboxTokens;
  readonly stores: ReadonlyMap<number, ExactStore>;
  readonly quota: ExactQuota;
  readonly webhooks: ExactWebhooks;
  readonly isStrict: boolean;
  readonly forbidden: readonly string[];
}

/** A faithful local stand-in for Exact Online, seeded the same every time. Its credentials are in sandbox-tokens.ts. */
export function createExactOnlineSandbox(options: ExactOnlineSandboxOptions = {}): Sandbox {
  const now = options.now ?? Date.now;
  const tokens = new SandboxTokens({
    now,
    accessSeconds: 600,
    earliestRefreshMs: 570_000,
    expiresIn: String,
  });
  const webhooks = new ExactWebhooks({
    secret: sandboxCredentials.webhookSecret,
    clientId: sandboxCredentials.clientId,
    send: options.send ?? fetch,
    now,
  });
  const stand: Stand = {
    tokens,
    webhooks,
    stores: openStores(now, webhooks, options.basePath ?? ""),
    quota: new ExactQuota({
      now,
      perMinute: options.callsPerMinute ?? 60,
      perDay: options.callsPerDay ?? 5000,
      blocksOnErrors: options.errorVelocity ?? true,
    }),
    isStrict: options.mandatoryFilter ?? true,
    forbidden: options.forbidden ?? [],
  };
  return makeSandbox(
    {
      answer: (call) => answer(call, stand),
      blocked: () => new Response("", { status: 429 }),
      signIn: async (call) => {
        const path = call.path.toLowerCase();
        if (path === "/api/oauth2/auth" && call.method === "GET") return tokens.authorize(call);
        return path === "/api/oauth2/token" && call.method === "POST" ? tokens.token(call) : undefined;
      },
      expireTokens: () => tokens.expire(),
      snapshot: () => ({
        tokens: tokens.snapshot(),
        webhooks: webhooks.snapshot(),
        divisions: Object.fromEntries(
          [...stand.stores].map(([code, store]) => [String(code), store.snapshot()]),
        ),
      }),
      restore: (snapshot) => restore(snapshot, stand),
    },
    options,
  );
}

function openStores(
  now: () => number,
  webhooks: ExactWebhooks,
  basePath: string,
): ReadonlyMap<number, ExactStore> {
  const stores = sandboxDivisions.map(({ code }) => {
    const clock = () => {
      const moment = now();
      return `${serverTime(moment)}.${String(Math.trunc(moment % 1000)).padStart(3, "0")}`;
    };
    let isSeeded = false;
    const store = new ExactStore({
      division: code,
      now: clock,
      onChange: (happening) => {
        const root = `https://start.exactonline.example${basePath}/api/v1/${code}/`;
        if (isSeeded) webhooks.notify(code, root, happening);
      },
    });
    seedStore(store);
    isSeeded = true;
    return [code, store] as const;
  });
  return new Map<number, ExactStore>(stores);
}

function restore(snapshot: Json, { stores, tokens, webhooks }: Stand): void {
  if (!isJsonObject(snapshot)) return;
  tokens.restore(snapshot.tokens);
  webhooks.restore(snapshot.webhooks);
  for (const [code, store] of stores) {
    const kept = isJsonObject(snapshot.divisions) ? snapshot.divisions[String(code)] : undefined;
    if (kept !== undefined) store.restore(kept);
  }
}

function fault(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ error: { code: "", message: { lang: "", value: message } } }, status, headers);
}

async function answer(call: SandboxCall, stand: Stand): Promise<Response> {
  const { forbidden, quota, stores, tokens } = stand;
  if (!tokens.accepts(call.headers)) return new Response("", { status: 401 });
  if (!(call.headers.get("accept") ?? "").includes("application/json")) {
    return new Response("<feed/>", { status: 406, headers: { "content-type": "application/atom+xml" } });
  }
  const path = /^\/api\/v1\/(.*)$/i.exec(call.path)?.[1] ?? "";
  if (/^current\/me$/i.test(path)) return me(call);
  const [, division = "", rest = ""] = /^(\d+)\/(.*)$/.exec(path) ?? [];
  const store = stores.get(Number(division));
  if (!store) return fault(403, "Forbidden - No access to this division.", { Reason: "NoDivisionAccess" });
  const endpoint = (rest.split("(")[0] ?? "").toLowerCase();
  const refused = quota.take(division, endpoint);
  if (refused) return refused;
  const isForbidden = forbidden.some((service) => endpoint.includes(service.toLowerCase()));
  const response = isForbidden
    ? fault(403, `Forbidden - Application Scope Violated. Cannot read '${endpoint}' scope.`)
    : await answerDivision(call, stand, store, rest);
  quota.note(division, endpoint, response.status);
  for (const [name, value] of Object.entries(quota.headers(division))) response.headers.set(name, value);
  return response;
}

function me(call: SandboxCall): Response {
  const whole = {
    __metadata: {
      uri: `${call.base}/api/v1/current/Me(guid'0b6d3f52-6c1e-4f0a-8d3b-51a7c2e9f004')`,
      type: "Exact.Web.Api.Models.System.Me",
    },
    CurrentDivision: sandboxDivisions[0].code,
    FullName: "Demo Gebruiker",
    UserID: "0b6d3f52-6c1e-4f0a-8d3b-51a7c2e9f004",
    LanguageCode: "nl-NL",
  };
  return json({ d: { results: [whole] } }, 200);
}

async function answerDivision(
  call: SandboxCall,
  stand: Stand,
  store: ExactStore,
  rest: string,
): Promise<Response> {
  const root = `${call.base}/api/v1/${store.division}/`;
  try {
    if (/^system\/divisions$/i.test(rest)) return divisions(call, root);
    if (/^webhooks\/webhooksubscriptions/i.test(rest)) return await subscriptions(call, stand, store, rest);
    if (/^read\/sync\/sync\/synctimestamp$/i.test(rest)) return json(answerVersionAt(store, call.query), 200);
    const streamed = /^sync\/(.+)$/i.exec(rest)?.[1];
    if (streamed !== undefined && call.method === "GET") {
      const body = answerStream(store, { path: streamed, query: call.query, root });
      return body ? json(body, 200) : fault(404, "Resource not found.");
    }
    return answerResource(call, stand, store, { rest, root });
  } catch (error) {
    if (error instanceof StoreFault) return fault(error.status, error.message);
    throw error;
  }
}

function answerResource(
  call: SandboxCall,
  stand: Stand,
  store: ExactStore,
  { rest, root }: { readonly rest: string; readonly root: string },
): Response {
  const [, bulk, path = "", id, collection] =
    /^(bulk\/)?([a-z]+\/[a-z]+)(?:\(guid'([0-9a-f-]{36})'\))?(?:\/([a-z]+))?$/i.exec(rest) ?? [];
  const served = servedAt(path);
  if (!served || (bulk !== undefined && !served.bulk)) return fault(404, "Resource not found.");
  const { resource, verbs } = served;
  const context: QueryContext = {
    store,
    served,
    root,
    query: call.query,
    isStrict: stand.isStrict,
    pageSize: bulk === undefined ? pageSizes.list : pageSizes.bulk,
    path: `${bulk ?? ""}${resource.path}`,
  };
  if (call.method === "GET" && collection !== undefined) return getLines(context, id, collection);
  if (call.method === "GET" && resource.readable) return get(context, id);
  const may = verbs.some((verb) => verb === call.method) && (call.method === "POST") === (id === undefined);
  if (!may || bulk !== undefined) return fault(405, "Method not allowed.");
  if (call.method === "POST") return post(call, context, store);
  if (call.method === "PUT") store.update(resource, id ?? "", parseBody(call));
  else store.remove(resource, id ?? "");
  return new Response(null, { status: 204 });
}

function divisions(call: SandboxCall, root: string): Response {
  const wanted = /Code eq (\d+)/.exec(call.query.get("$filter") ?? "")?.[1];
  const results = sandboxDivisions
    .filter(({ code }) => wanted === undefined || code === Number(wanted))
    .map(({ code, description }) => ({
      __metadata: { uri: `${root}system/Divisions(${code})`, type: "Exact.Web.Api.Models.System.Division" },
      Code: code,
      Description: description,
      Country: "NL ",
      Currency: "EUR",
      Status: 1,
    }));
  return json({ d: { results } }, 200);
}

async function subscriptions(
  call: SandboxCall,
  { webhooks }: Stand,
  store: ExactStore,
  rest: string,
): Promise<Response> {
  const id = /\(guid'([0-9a-f-]{36})'\)$/i.exec(rest)?.[1];
  if (call.method === "GET" && id === undefined)
    return json({ d: { results: webhooks.list(store.division) } }, 200);
  if (call.method === "POST" && id === undefined)
    return json({ d: await webhooks.subscribe(store.division, parseBody(call)) }, 201);
  if (call.method !== "DELETE" || id === undefined) return fault(405, "Method not allowed.");
  webhooks.unsubscribe(id);
  return new Response(null, { status: 204 });
}

function get(context: QueryContext, id: string | undefined): Response {
  if (id === undefined) return json(answerCollection(context), 200);
  const { resource } = context.served;
  const entity = context.store.table(resource.path).get(id.toLowerCase());
  return entity ? json({ d: present(context, resource, entity) }, 200) : fault(404, "Not found.");
}

function getLines(context: QueryContext, id: string | undefined, collection: string): Response {
  const { resource } = context.served;
  const lines = sandboxResources.find(
    (one) => one.linesOf === resource.path && one.collection.toLowerCase() === collection.toLowerCase(),
  );
  if (!lines || id === undefined) return fault(404, "Resource not found.");
  const query = new URLSearchParams(context.query);
  query.set("$filter", `${resource.id} eq guid'${id}'`);
  return json(answerCollection({ ...context, served: lines, query, path: lines.resource.path }), 200);
}

function parseBody(call: SandboxCall): Json {
  if (!(call.headers.get("content-type") ?? "").includes("application/json"))
    throw new StoreFault(400, "Unsupported media type requested.");
  try {
    return JSON.parse(call.body) as Json;
  } catch {
    throw new StoreFault(400, "Error processing request stream.");
  }
}

// Accounts, contacts and items answer with nothing but their id unless the stored values are asked for.
function post(call: SandboxCall, context: QueryContext, store: ExactStore): Response {
  const { resource } = context.served;
  const entity = store.insert(resource, parseBody(call));
  const whole = present({ ...context, query: new URLSearchParams() }, resource, entity);
  const isWhole = resource.echoes || /return=representation/i.test(call.headers.get("prefer") ?? "");
  const shown: JsonObject = isWhole ? whole : blank(whole, resource.id, context.served);
  return json({ d: shown }, 201, {
    Location: `${context.root}${resource.path}(guid'${String(entity[resource.id])}')`,
  });
}

function blank(whole: JsonObject, id: string, served: SandboxResource): JsonObject {
  const bytes = new Set(
    served.resource.fields.filter((field) => field.edm === "Byte").map((field) => field.name),
  );
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [
      name,
      name === id || name === "__metadata" ? value : bytes.has(name) ? 0 : null,
    ]),
  );
}
