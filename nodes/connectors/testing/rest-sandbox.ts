import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { json, makeSandbox, type Sandbox, type SandboxCall } from "../sandbox.ts";
import { SandboxTokens } from "../sandbox-tokens.ts";

export interface RestSandboxOptions {
  /** A token that is always good. */
  readonly token: string;
  /** Milliseconds since 1970, where tokens are given too: below /oauth. */
  readonly now?: () => number;
  readonly seed: readonly JsonObject[];
}

/** A plain REST interface over one list, `/things`, with every kind of paging; it honours Idempotency-Key. */
export function createRestSandbox(options: RestSandboxOptions): Sandbox {
  const records = new Map<string, JsonObject>(options.seed.map((record) => [String(record.id), record]));
  const createdBy = new Map<string, JsonObject>();
  let nextId = 1000;
  const tokens = new SandboxTokens({
    now: options.now ?? Date.now,
    accessSeconds: 600,
    earliestRefreshMs: 0,
    expiresIn: (seconds) => seconds,
    clientCredentials: true,
  });
  return makeSandbox(
    {
      answer: (call) => {
        const isGood = call.headers.get("authorization") === `Bearer ${options.token}`;
        if (!isGood && !tokens.accepts(call.headers))
          return json({ error: { message: "Who are you?" } }, 401);
        if (call.path === "/things" && call.method === "GET") return list([...records.values()], call);
        if (call.path === "/things" && call.method === "POST") {
          const body = JSON.parse(call.body) as Json;
          if (!isJsonObject(body) || body.name === "")
            return json({ message: "name must not be empty" }, 422);
          const key = call.headers.get("idempotency-key") ?? "";
          const present = createdBy.get(key);
          if (present) return json(present, 200);
          const record = { ...body, id: String(nextId++) };
          records.set(record.id, record);
          if (key !== "") createdBy.set(key, record);
          return json(record, 201, { Location: `/things/${record.id}` });
        }
        return one(records, call);
      },
      blocked: () => json({ message: "too many requests" }, 429),
      signIn: async (call) => {
        if (call.path === "/oauth/authorize") return tokens.authorize(call);
        return call.path === "/oauth/token" ? tokens.token(call) : undefined;
      },
      expireTokens: () => tokens.expire(),
      snapshot: () => [...records.values()],
      restore: () => undefined,
    },
    {},
  );
}

function one(records: Map<string, JsonObject>, call: SandboxCall): Response {
  const id = /^\/things\/(.+)$/.exec(call.path)?.[1] ?? "";
  const record = records.get(id);
  if (!record) return json({ message: "not found" }, 404);
  if (call.method === "GET") return json(record, 200);
  if (call.method !== "PUT") return json({ message: "not allowed" }, 405);
  const body = JSON.parse(call.body) as Json;
  const changed = { ...record, ...(isJsonObject(body) ? body : {}), id };
  records.set(id, changed);
  return json(changed, 200);
}

function list(all: readonly JsonObject[], call: SandboxCall): Response {
  const { query } = call;
  const email = query.get("email");
  const kept =
    email === null ? all : all.filter((record) => String(record.email).toLowerCase() === email.toLowerCase());
  const size = Number(query.get("limit") ?? "1000000");
  const cursor = query.get("cursor");
  const from =
    cursor === null
      ? query.has("page")
        ? (Number(query.get("page")) - 1) * size
        : Number(query.get("offset") ?? "0")
      : Number(cursor);
  const items = kept.slice(from, from + size);
  const next = from + size < kept.length ? from + size : undefined;
  const address = `${call.base}/things?limit=${size}&cursor=${next}`;
  return json(
    {
      data: { items },
      next: next === undefined ? null : String(next),
      link: next === undefined ? null : address,
    },
    200,
    next === undefined ? {} : { Link: `<${call.base}/things>; rel="first", <${address}>; rel="next"` },
  );
}
