import { errorSchema } from "@trasvase/shared/contract/error.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Push, Pushed } from "../engine-access.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let flowId: string;
let address: string;
let pushes: Push[] = [];
let next: Pushed = { kind: "accepted", count: 1 };

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
  next = { kind: "accepted", count: 1 };
});

function push(body: string, headers: Record<string, string> = {}, path = address) {
  return server.request(path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
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

  it("asks for the connection's token where it has one", async () => {
    const body = { name: "guarded", title: "Guarded", connector: "webhook", secrets: { token: "t0ken" } };
    await server.asOwner("POST", "/api/connections", body);
    const flow = await activate(await makeFlow("guarded"));
    const path = new URL(flow.hookUrl ?? "").pathname;
    expect((await push("{}", {}, path)).status).toBe(401);
    expect((await push("{}", { authorization: "Bearer wrong" }, path)).status).toBe(401);
    expect((await push("{}", { authorization: "Bearer t0ken" }, path)).status).toBe(202);
    expect((await push("{}", { "x-webhook-token": "t0ken" }, path)).status).toBe(202);
  });

  it.each([
    ["no JSON", "{", {}, 400],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, {}, 400],
    ["a NUL", '{"a":"\\u0000"}', {}, 400],
    ["__proto__", '{"__proto__":{"a":1}}', {}, 400],
    ["an infinite number", '{"a":1e400}', {}, 400],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["too many bytes", `{"a":"${"x".repeat(11 * 1024 * 1024)}"}`, {}, 413],
  ])("refuses %s as a whole", async (_, body, headers, status) => {
    expect((await push(body, headers)).status).toBe(status);
    expect(pushes).toEqual([]);
  });
});
