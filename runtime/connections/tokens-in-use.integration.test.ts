import { newId } from "@trasvase/db/id.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { exactOnlineConnector } from "@trasvase/nodes/connectors/exact-online/client.ts";
import { createExactOnlineSandbox } from "@trasvase/nodes/connectors/exact-online/sandbox.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { sandboxCredentials } from "@trasvase/nodes/connectors/sandbox-tokens.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openConnection } from "../engine/connections.ts";
import { readConservation } from "../engine/conservation.ts";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { startRun } from "../engine/start-run.ts";
import { SecretKeys } from "../secrets.ts";
import { systems } from "../systems.ts";
import { workUntilIdle } from "../testing/make-engine.ts";
import { makeFlow } from "../testing/make-flow.ts";
import { sandboxServices } from "../testing/sandbox-services.ts";
import { sealSecrets } from "./seal-secrets.ts";

let test: TestDatabase;
let workspaceId: string;
const keys = new SecretKeys(Buffer.alloc(32, 7));
const exact = createExactOnlineSandbox({ callsPerMinute: 6000, callsPerDay: 100_000 });
const shop = createMemorySystem({ type: "shop", resources: [{ name: "orders", key: "number" }] });
let tokenRequests = 0;
let refuses = false;

const stand = {
  async handle(request: Request): Promise<Response> {
    if (!new URL(request.url).pathname.endsWith("/oauth2/token")) return await exact.handle(request);
    tokenRequests++;
    if (!refuses) return await exact.handle(request);
    return new Response(JSON.stringify({ error: "invalid_grant" }), { status: 400 });
  },
};

beforeAll(async () => {
  test = await createTestDatabase();
  ({ workspaceId } = await ensureOwner(test.database));
  const { clientId, clientSecret, refreshToken } = sandboxCredentials;
  const setAt = new Date().toISOString();
  const secrets = {
    clientSecret: { text: clientSecret, setAt },
    refreshToken: { text: refreshToken, setAt },
  };
  const settings = { baseUrl: "https://exact.example", division: 3141592, clientId };
  for (const [name, connector] of [
    ["exact", "exact-online"],
    ["shop", "shop"],
  ] as const) {
    const id = newId();
    await insertConnection(test.database, {
      id,
      workspaceId,
      name,
      title: name,
      connector,
      settings: name === "exact" ? settings : {},
      secrets: sealSecrets(keys, { workspaceId, id }, name === "exact" ? secrets : {}),
      secretKeyId: keys.currentId,
    });
  }
});
afterAll(() => test.drop());

/** A process of its own: nothing is shared with another but the database. */
function makeProcess(): Engine {
  const silent = () => {};
  return makeEngine({
    database: test.database,
    keys,
    systems: {
      ...systems,
      connectors: { ...systems.connectors, shop: shop.definition },
      clients: { ...systems.clients, shop: shop.connector },
    },
    servicesFor: sandboxServices({ database: test.database, keys }, new Map([["exact.example", stand]])),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    limits: { retryBaseMs: 20, retryMostMs: 100 },
  });
}

const request = {
  resource: "accounts",
  options: {},
  fields: ["Code"],
  values: [["10001"]],
  signal: new AbortController().signal,
};

async function findIn(engine: Engine): Promise<number> {
  const connection = await openConnection(engine, workspaceId, "exact");
  const services = engine.servicesFor({ workspaceId, name: "exact" });
  const reader = await exactOnlineConnector.openReader(connection, services);
  const [found = []] = await reader.find(request);
  return found.length;
}

const order = (number: string): JsonObject => ({ number, mail: `${number}@x.example` });

const graph: JsonObject = {
  format: 1,
  name: "Customers",
  nodes: {
    orders: { type: "source", config: { connection: "shop", resource: "orders" } },
    map: { type: "mapping", config: { expression: '{ "Name": number, "Email": mail, "Status": "C" }' } },
    erp: {
      type: "destination",
      config: {
        connection: "exact",
        resource: "accounts",
        match: "Email",
        onExisting: "skip",
        onMissing: "create",
      },
    },
  },
  edges: [
    { from: "orders", to: "map" },
    { from: "map", to: "erp" },
  ],
  tables: {},
  layout: {},
};

describe("rotating tokens that many processes use", () => {
  it("are renewed once when they end, whoever notices first", async () => {
    const processes = Array.from({ length: 5 }, makeProcess);
    expect(await Promise.all(processes.map(findIn))).toEqual([1, 1, 1, 1, 1]);
    expect(tokenRequests).toBe(1);
    exact.expireTokens();
    expect(await Promise.all(processes.map(findIn))).toEqual([1, 1, 1, 1, 1]);
    expect(tokenRequests).toBe(2);
  });

  it("leave the connection broken and the records waiting when nobody renews them, and go on after a new sign-in", async () => {
    const engine = makeProcess();
    const flow = await makeFlow(test.database, graph);
    refuses = true;
    exact.expireTokens();
    shop.push("orders", order("A1"), order("A2"));
    await startRun(engine, flow, { triggerKind: "manual" });
    await workUntilIdle(engine);
    const broken = await findConnection(test.database, workspaceId, "exact");
    expect(broken).toMatchObject({ state: "broken" });
    expect(broken?.stateReason).toContain("Sign in again");
    const waiting = await readConservation(test.database, flow.flowId);
    expect([waiting.received, waiting.rejected, waiting.done]).toEqual([2, 0, 0]);

    refuses = false;
    const place = { workspaceId, name: "exact" };
    const connection = await openConnection(engine, workspaceId, "exact");
    const address = exactOnlineConnector.signIn?.address(connection, engine.servicesFor(place), {
      redirectUri: "https://flows.example/sign-in/system",
      state: "s",
      challenge: "c",
    });
    const back = (await exact.handle(new Request(address ?? ""))).headers.get("location") ?? "";
    await exactOnlineConnector.signIn?.complete(connection, engine.servicesFor(place), {
      code: new URL(back).searchParams.get("code") ?? "",
      redirectUri: "https://flows.example/sign-in/system",
      verifier: "v",
    });
    await test.database.execute("update delivery set due_at = now() where due_at is not null");
    await test.database.execute("update lane set due_at = now() where due_at is not null");
    await workUntilIdle(engine, { idleMs: 200 });
    const sums = await readConservation(test.database, flow.flowId);
    expect([sums.done, sums.difference]).toEqual([2, 0]);
  });
});
