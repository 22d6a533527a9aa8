import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { json, makeSandbox, type Sandbox, type SandboxCall, type SandboxOptions } from "../sandbox.ts";
import { SandboxTokens } from "../sandbox-tokens.ts";
import { StoreFault } from "./sandbox/entity.ts";
import { answerCollection, present, type QueryContext } from "./sandbox/query.ts";
import { ExactQuota } from "./sandbox/quota.ts";
import { type SandboxResource, sandboxResources } from "./sandbox/resources.ts";
import { sandboxDivisions, seedStore } from "./sandbox/seed.ts";
import { ExactStore } from "./sandbox/store.ts";

export interface ExactOnlineSandboxOptions extends SandboxOptions {
  /** Milliseconds since 1970; left out: the real time. */
  readonly now?: () => number;
  readonly callsPerMinute?: number;
  readonly callsPerDay?: number;
  /** Blocks an endpoint for an hour after ten errors there. Left out: yes. */
  readonly errorVelocity?: boolean;
  /** Refuses reading without a filter where the vendor may. Left out: yes. */
  readonly mandatoryFilter?: boolean;
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
  const stores = new Map(
    sandboxDivisions.map(({ code }) => [code, new ExactStore(code, () => wallClock(now()))]),
  );
  for (const store of stores.values()) seedStore(store);
  const quota = new ExactQuota({
    now,
    perMinute: options.callsPerMinute ?? 60,
    perDay: options.callsPerDay ?? 5000,
    blocksOnErrors: options.errorVelocity ?? true,
  });
  const isStrict = options.mandatoryFilter ?? true;
  return makeSandbox(
    {
      answer: (call) => answer(call, tokens, stores, quota, isStrict),
      signIn: async (call) => {
        const path = call.path.toLowerCase();
        if (path === "/api/oauth2/auth" && call.method === "GET") return tokens.authorize(call);
        return path === "/api/oauth2/token" && call.method === "POST" ? tokens.token(call) : undefined;
      },
      expireTokens: () => tokens.expire(),
      snapshot: () => ({
        tokens: tokens.snapshot(),
        divisions: Object.fromEntries([...stores].map(([code, store]) => [String(code), store.snapshot()])),
      }),
      restore: (snapshot) => restore(snapshot, tokens, stores),
    },
    options,
  );
}

function restore(snapshot: Json, tokens: SandboxTokens, stores: ReadonlyMap<number, ExactStore>): void {
  if (!isJsonObject(snapshot)) return;
  tokens.restore(snapshot.tokens);
  for (const [code, store] of stores) {
    const kept = isJsonObject(snapshot.divisions) ? snapshot.divisions[String(code)] : undefined;
    if (kept !== undefined) store.restore(kept);
  }
}

// The servers stand in Amsterdam; the stand-in keeps winter time all year.
function wallClock(now: number): string {
  return new Date(now + 3600_000).toISOString().slice(0, -1);
}

function fault(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ error: { code: "", message: { lang: "", value: message } } }, status, headers);
}

function answer(
  call: SandboxCall,
  tokens: SandboxTokens,
  stores: ReadonlyMap<number, ExactStore>,
  quota: ExactQuota,
  isStrict: boolean,
): Response {
  if (!tokens.accepts(call.headers)) return new Response("", { status: 401 });
  if (!(call.headers.get("accept") ?? "").includes("application/json")) {
    return new Response("<feed/>", { status: 406, headers: { "content-type": "application/atom+xml" } });
  }
  const path = /^\/api\/v1\/(.*)$/i.exec(call.path)?.[1] ?? "";
  if (/^current\/me$/i.test(path)) return me(call);
  const [, division = "", rest = ""] = /^(\d+)\/(.*)$/.exec(path) ?? [];
  const store = stores.get(Number(division));
  if (!store) return fault(403, "Forbidden - No access to this division.", { Reason: "NoDivisionAccess" });
  const endpoint = rest.split("(")[0] ?? "";
  const refused = quota.take(division, endpoint);
  if (refused) return refused;
  const response = answerDivision(call, store, rest, isStrict);
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
    ServerUtcOffset: 3600,
  };
  return json({ d: { results: [whole] } }, 200);
}

function answerDivision(call: SandboxCall, store: ExactStore, rest: string, isStrict: boolean): Response {
  const root = `${call.base}/api/v1/${store.division}/`;
  if (/^system\/divisions$/i.test(rest)) return divisions(call, root);
  const [, path = "", id, collection] =
    /^([a-z]+\/[a-z]+)(?:\(guid'([0-9a-f-]{36})'\))?(?:\/([a-z]+))?$/i.exec(rest) ?? [];
  const served = sandboxResources.find((one) => one.resource.path.toLowerCase() === path.toLowerCase());
  if (!served) return fault(404, "Resource not found.");
  const context: QueryContext = { store, served, root, query: call.query, isStrict };
  try {
    if (call.method === "GET")
      return collection === undefined ? get(context, id) : getLines(context, id, collection);
    if (call.method === "POST" && served.verbs.includes("POST") && id === undefined)
      return post(call, context);
    if (call.method === "PUT" && served.verbs.includes("PUT") && id !== undefined) {
      store.update(served.resource, id, parseBody(call));
      return new Response(null, { status: 204 });
    }
    return fault(405, "Method not allowed.");
  } catch (error) {
    if (error instanceof StoreFault) return fault(error.status, error.message);
    throw error;
  }
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

function get(context: QueryContext, id: string | undefined): Response {
  if (id === undefined) return json(answerCollection(context), 200);
  const { resource } = context.served;
  const entity = context.store.table(resource.path).get(id.toLowerCase());
  return entity
    ? json({ d: present(context, resource, entity, context.store) }, 200)
    : fault(404, "Not found.");
}

function getLines(context: QueryContext, id: string | undefined, collection: string): Response {
  const { resource } = context.served;
  const lines = sandboxResources.find(
    (one) => one.linesOf === resource.path && one.collection.toLowerCase() === collection.toLowerCase(),
  );
  if (!lines || id === undefined) return fault(404, "Resource not found.");
  const query = new URLSearchParams(context.query);
  query.set("$filter", `${resource.id} eq guid'${id}'`);
  return json(answerCollection({ ...context, served: lines, query }), 200);
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
function post(call: SandboxCall, context: QueryContext): Response {
  const { resource } = context.served;
  const entity = context.store.insert(resource, parseBody(call));
  const whole = present({ ...context, query: new URLSearchParams() }, resource, entity, context.store);
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
