import { createHmac } from "node:crypto";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import { errorSchema } from "@trasvase/shared/contract/error.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { hookSchema } from "@trasvase/shared/contract/hook.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Push, Pushed } from "../engine-access.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let flowId: string;
let address: string;
let pushes: Push[] = [];
let next: Pushed = { kind: "accepted", count: 1 };
let heard: RawRecord[] = [];

async function makeFlow(connection: string) {
  const response = await server.asOwner("POST", "/api/flows", {
    file: {
      format: 1,
      name: "Pushed",
      nodes: {
        in: { type: "source", config: { connection, resource: "records", key: "id" } },
        out: {
          type: "destination",
          config: { connection: "file", resource: "ndjson", options: { path: "out.ndjson" } },
        },
      },
      edges: [{ from: "in", to: "out" }],
    },
  });
  return flowSchema.parse(await response.json());
}

async function activate(flow: { readonly id: string; readonly revision: number }) {
  const response = await server.asOwner("POST", `/api/flows/${flow.id}/activate`, {
    revision: flow.revision,
  });
  expect(response.status).toBe(200);
  return flowSchema.parse(await response.json());
}

beforeAll(async () => {
  server = await startTestServer({
    checkConnection: async () => ({ ok: true, stages: [] }),
    push: async (_, push) => {
      pushes.push(push);
      return next;
    },
    keepHeard: async (_, records) => void heard.push(...records),
    listHeard: async () => heard.map(({ data }) => ({ data, at: "" })),
  });
  await server.asOwner("POST", "/api/connections", { name: "file", title: "Files", connector: "file" });
  await server.asOwner("POST", "/api/connections", { name: "hook", title: "Hook", connector: "webhook" });
  const active = await activate(await makeFlow("hook"));
  flowId = active.id;
  address = new URL(active.hookUrl ?? "").pathname;
});
afterAll(() => server.drop());
beforeEach(() => {
  pushes = [];
  heard = [];
  next = { kind: "accepted", count: 1 };
});

function push(body: string, headers: Record<string, string> = {}, path = address) {
  return server.request(path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
}

async function read(id: string) {
  return flowSchema.parse(await (await server.asOwner("GET", `/api/flows/${id}`)).json());
}

/** The address of a flow whose senders prove themselves as said. */
async function addressBy(name: string, settings: object, secret: string | undefined): Promise<string> {
  const secrets = secret === undefined ? {} : { secret };
  const made = { name, title: name, connector: "webhook", settings, secrets };
  expect((await server.asOwner("POST", "/api/connections", made)).status).toBe(201);
  return new URL((await activate(await makeFlow(name))).hookUrl ?? "").pathname;
}

describe("a webhook address", () => {
  it("is shown again to those who may see the flow, as it was", async () => {
    const flow = flowSchema.parse(await (await server.asOwner("GET", `/api/flows/${flowId}`)).json());
    expect(new URL(flow.hookUrl ?? "").pathname).toBe(address);
    const rows = JSON.stringify(await server.context.database.execute("select * from flow"));
    expect(rows).not.toContain(address.split("/").at(-1));
  });

  it("takes records without a session", async () => {
    const response = await push('{"id":12345678901234567890}', { "webhook-id": "d1" });
    expect(response.status).toBe(202);
    expect(pushes).toEqual([
      { flowId, records: [{ data: { id: "12345678901234567890" } }], deliveryId: "d1" },
    ]);
  });

  it("answers 2xx for a repeated delivery, and 503 with a time when the flow is full", async () => {
    next = { kind: "repeated" };
    expect((await push("{}")).status).toBe(200);
    next = { kind: "full", retryAfterSeconds: 30 };
    const full = await push("{}");
    expect(full.status).toBe(503);
    expect(full.headers.get("retry-after")).toBe("30");
  });

  it.each([
    ["a wrong token", () => `/hooks/${flowId}/${"A".repeat(43)}`, 401],
    ["a short token", () => `/hooks/${flowId}/x`, 401],
    ["a longer token", () => `${address}x`, 401],
    ["a flow that is not there", () => `/hooks/00000000-0000-7000-8000-000000000000/${"A".repeat(43)}`, 404],
    ["no id at all", () => `/hooks/x/${"A".repeat(43)}`, 404],
  ])("refuses %s", async (_, path, status) => {
    const response = await push("{}", {}, path());
    expect(response.status).toBe(status);
    expect(errorSchema.safeParse(await response.json()).success).toBe(true);
    expect(pushes).toEqual([]);
  });

  it("is 404 for a flow that was never activated, or whose source is no webhook", async () => {
    const flow = await makeFlow("hook");
    expect((await push("{}", {}, `/hooks/${flow.id}/${"A".repeat(43)}`)).status).toBe(404);
    const files = await makeFlow("file");
    expect((await push("{}", {}, `/hooks/${files.id}/${"A".repeat(43)}`)).status).toBe(404);
  });

  it("is 410 once its flow is deleted", async () => {
    const flow = await activate(await makeFlow("hook"));
    await server.asOwner("DELETE", `/api/flows/${flow.id}`);
    expect((await push("{}", {}, new URL(flow.hookUrl ?? "").pathname)).status).toBe(410);
  });

  it("asks for the proof that the connection names", async () => {
    const path = await addressBy("guarded", { proof: "token" }, "t0ken");
    expect((await push("{}", {}, path)).status).toBe(401);
    expect((await push("{}", { authorization: "Bearer wrong" }, path)).status).toBe(401);
    expect((await push("{}", { authorization: "Bearer t0ken" }, path)).status).toBe(202);
    expect((await push("{}", { "x-webhook-token": "t0ken" }, path)).status).toBe(202);
  });

  it("believes the signature of the bytes as they came", async () => {
    const path = await addressBy("signed", { proof: "hmac", header: "X-Sign", encoding: "base64" }, "s");
    const body = '{ "id": 1,\n"name":"Zo\u00eb" }';
    const sign = (text: string) => ({ "x-sign": createHmac("sha256", "s").update(text).digest("base64") });
    expect((await push(body, sign(body), path)).status).toBe(202);
    expect((await push(`${body} `, sign(body), path)).status).toBe(401);
    expect((await push(body, {}, path)).status).toBe(401);
  });

  it("lets nothing in while the secret it asks for is not there, and tells the sender nothing of why", async () => {
    const missing = await addressBy("missing", { proof: "hmac" }, undefined);
    const other = await addressBy("other", { proof: "hmac" }, "s");
    const headers = { "x-signature": createHmac("sha256", "").update("{}").digest("hex") };
    const answers = [await push("{}", headers, missing), await push("{}", headers, other)];
    expect(answers.map((one) => one.status)).toEqual([401, 401]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
    expect(server.logged.join()).toContain("no secret");
  });

  it("counts a Standard Webhooks message once, and refuses an old one", async () => {
    const path = await addressBy("standard", { proof: "standard-webhooks" }, "whsec_c2VjcmV0");
    const send = (id: string, ageSeconds: number) => {
      const time = String(Math.floor(Date.now() / 1000) - ageSeconds);
      const signature = createHmac("sha256", "secret").update(`${id}.${time}.{}`).digest("base64");
      const signed = { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
      return push("{}", signed, path);
    };
    expect((await send("m1", 0)).status).toBe(202);
    expect((await send("m2", 360)).status).toBe(401);
    expect((await send("m3", -360)).status).toBe(401);
    expect(pushes.map((one) => one.deliveryId)).toEqual(["m1"]);
  });

  it("answers 429 with a time beyond the requests a minute that the flow takes", async () => {
    const flow = await makeFlow("hook");
    const trigger = { kind: "webhook", mostPerMinute: 12 };
    await server.asOwner("PUT", `/api/flows/${flow.id}/trigger`, { trigger });
    const path = new URL((await activate(await read(flow.id))).hookUrl ?? "").pathname;
    const answers = await Promise.all([push("{}", {}, path), push("{}", {}, path), push("{}", {}, path)]);
    expect(answers.map((one) => one.status).sort()).toEqual([202, 202, 429]);
    const refused = answers.find((one) => one.status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(4);
    expect(pushes).toHaveLength(2);
  });

  it("takes what comes while the flow is paused", async () => {
    const flow = await activate(await makeFlow("hook"));
    await server.asOwner("POST", `/api/flows/${flow.id}/pause`);
    expect((await push("{}", {}, new URL(flow.hookUrl ?? "").pathname)).status).toBe(202);
    expect(pushes).toHaveLength(1);
  });

  it("has another token once that was asked for, and the old one is refused", async () => {
    const flow = await activate(await makeFlow("hook"));
    const before = new URL(flow.hookUrl ?? "").pathname;
    const answered = await server.asOwner("POST", `/api/flows/${flow.id}/hook/token`);
    const { url = "" } = hookSchema.parse(await answered.json());
    expect((await push("{}", {}, before)).status).toBe(401);
    expect((await push("{}", {}, new URL(url).pathname)).status).toBe(202);
  });

  it.each([
    ["no JSON", "{", {}, 400],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, {}, 400],
    ["a NUL", '{"a":"\\u0000"}', {}, 400],
    ["__proto__", '{"__proto__":{"a":1}}', {}, 400],
    ["an infinite number", '{"a":1e400}', {}, 400],
    ["a compressed body", "{}", { "content-encoding": "gzip" }, 415],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["too many bytes", `{"a":"${"x".repeat(11 * 1024 * 1024)}"}`, {}, 413],
  ])("refuses %s as a whole", async (_, body, headers, status) => {
    expect((await push(body, headers)).status).toBe(status);
    expect(pushes).toEqual([]);
  });
});

describe("listening for a sample", () => {
  const listen = async (id: string, on: boolean) =>
    hookSchema.parse(await (await server.asOwner("POST", `/api/flows/${id}/hook/listen`, { on })).json());

  it("gives a flow that was never activated an address, and shows what comes without taking it", async () => {
    const flow = await makeFlow("hook");
    const hook = await listen(flow.id, true);
    const path = new URL(hook.url ?? "").pathname;
    expect(Date.parse(hook.listeningUntil ?? "")).toBeGreaterThan(Date.now());
    expect((await push('[{"id":1},{"id":2}]', {}, path)).status).toBe(202);
    expect(pushes).toEqual([]);
    const shown = hookSchema.parse(await (await server.asOwner("GET", `/api/flows/${flow.id}/hook`)).json());
    expect(shown.heard.map((one) => one.data)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(shown.url).toBe(hook.url);
    const activated = await activate(await read(flow.id));
    expect(activated.hookUrl).toBe(hook.url);
  });

  it("of an active flow shows what it takes as well", async () => {
    const flow = await activate(await makeFlow("hook"));
    await listen(flow.id, true);
    expect((await push('{"id":1}', {}, new URL(flow.hookUrl ?? "").pathname)).status).toBe(202);
    expect(pushes).toHaveLength(1);
    expect(heard).toHaveLength(1);
  });

  it("ends when it is said so: the address leads nowhere again", async () => {
    const flow = await makeFlow("hook");
    const { url = "" } = await listen(flow.id, true);
    expect((await listen(flow.id, false)).listeningUntil).toBeUndefined();
    expect((await push("{}", {}, new URL(url).pathname)).status).toBe(404);
  });
});
