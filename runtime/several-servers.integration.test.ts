import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readConservation } from "./engine/conservation.ts";
import { endAll, newFolder, type Start, signIn, start, stop } from "./testing/run-product.ts";

/** A system that gives orders and counts what is written to it. */
interface Shop {
  readonly server: Server;
  readonly base: string;
  /** Order number → how often it was written. */
  readonly written: Map<number, number>;
  orders: number;
}

let test: TestDatabase;
let shop: Shop;
const secretKey = randomBytes(32).toString("base64");

beforeAll(async () => {
  expect(await start({}, "help").exited).toBe(0);
}, 120_000);
beforeEach(async () => {
  test = await createTestDatabase();
  shop = await openShop();
});
afterEach(async () => {
  await endAll();
  shop.server.closeAllConnections();
  shop.server.close();
  await test.drop();
}, 60_000);

async function openShop(): Promise<Shop> {
  const written = new Map<number, number>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method === "POST") {
      const { number } = JSON.parse(Buffer.concat(parts).toString()) as { number: number };
      written.set(number, (written.get(number) ?? 0) + 1);
      await sleep(5);
      response.setHeader("content-type", "application/json").end(JSON.stringify({ id: number }));
      return;
    }
    const asked = new URL(request.url ?? "", "http://shop").searchParams.get("number");
    const found = written.has(Number(asked)) ? [{ id: Number(asked), number: Number(asked) }] : [];
    const all = Array.from({ length: opened.orders }, (_, number) => ({ number }));
    const orders = asked === null ? all : found;
    response.setHeader("content-type", "application/json").end(JSON.stringify(orders));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const opened: Shop = { server, base: `http://127.0.0.1:${port}`, written, orders: 0 };
  return opened;
}

async function join(...command: readonly string[]): Promise<Start> {
  return start(
    {
      DATABASE_URL: test.url,
      SECRET_KEY: secretKey,
      DATA_DIR: await newFolder(),
      DEMO: "false",
      ALLOW_PRIVATE_NETWORK: "true",
      LEASE_SECONDS: "3",
    },
    ...command,
  );
}

/** Calls the API of one server as its owner. */
async function ownerOf(one: Start) {
  const { url, signIn: link } = await one.ready();
  const cookie = await signIn(link);
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { cookie, origin: url.origin, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  };
}

const graph: JsonObject = {
  format: 1,
  name: "Orders",
  nodes: {
    orders: {
      type: "source",
      config: { connection: "shop", resource: "records", key: "number", options: { path: "/orders" } },
    },
    erp: {
      type: "destination",
      config: {
        connection: "shop",
        resource: "records",
        match: ["number"],
        options: { createPath: "/orders", updatePath: "/orders/{id}", findPath: "/orders?number={value}" },
      },
    },
  },
  edges: [{ from: "orders", to: "erp" }],
  tables: {},
  layout: {},
};

/** An active flow that starts every hour, made through one of the servers. Answers its id. */
async function makeFlow(call: Awaited<ReturnType<typeof ownerOf>>): Promise<string> {
  await call("POST", "/api/connections", {
    name: "shop",
    title: "Shop",
    connector: "http",
    settings: { baseUrl: shop.base },
  });
  const { id } = flowSchema.parse(await call("POST", "/api/flows", { file: graph }));
  await call("PUT", `/api/flows/${id}/trigger`, {
    trigger: { kind: "interval", everyMinutes: 60, overlap: "skip" },
  });
  const activation = activationSchema.parse(await call("GET", `/api/flows/${id}/activation`));
  await call("POST", `/api/flows/${id}/activate`, {
    revision: activation.revision,
    confirmed: activation.checks.filter((check) => check.level === "confirm").map((check) => check.code),
  });
  return id;
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited thirty seconds in vain until ${what}.`);
    await sleep(30);
  }
}

/** Makes the flow due now, and waits until that time was handled. */
async function comeDue(flow: string): Promise<void> {
  await test.database.execute(sql`
    update schedule_due set due_at = clock_timestamp() where flow_id = ${flow} and state = 'due'`);
  await until(async () => {
    const rows = await test.database.execute(sql`
      select from schedule_due where flow_id = ${flow} and state = 'due' and due_at <= clock_timestamp()`);
    return rows.length === 0;
  }, "the due time was handled");
}

async function runsOf(
  flow: string,
): Promise<readonly { readonly state: string; readonly trigger: string }[]> {
  return await test.database.execute<{ state: string; trigger: string }>(sql`
    select state, trigger_kind as trigger from run where flow_id = ${flow} order by created_at`);
}

const allEnded = (flow: string) => async () => (await runsOf(flow)).every((run) => run.state === "succeeded");

describe("two servers and a worker on one database", () => {
  it("share the lanes of a flow, and start it once each time it is due", async () => {
    const [one, other] = await Promise.all([join(), join()]);
    const call = await ownerOf(one);
    await other.ready();
    const worker = await join("worker");
    await until(() => worker.text().stderr.includes("Started 1 worker"), "the worker has started");
    const flow = await makeFlow(call);
    shop.orders = 3000;
    const owners = new Set<string>();
    const look = setInterval(async () => {
      const rows = await test.database.execute<{ owner: string }>(sql`
        select distinct owner from lane where owner is not null`);
      for (const row of rows) owners.add(row.owner);
    }, 20);
    for (let time = 1; time <= 4; time++) {
      await comeDue(flow);
      await until(allEnded(flow), "the run has ended");
      expect(await runsOf(flow)).toHaveLength(time);
    }
    clearInterval(look);
    expect(owners.size).toBe(3);
    expect((await runsOf(flow)).map((run) => run.trigger)).toEqual(Array(4).fill("schedule"));
    expect(await readConservation(test.database, flow)).toMatchObject({
      received: 12_000,
      done: 12_000,
      difference: 0,
    });
    // The first run created, the later ones found the same again; nothing was written twice.
    expect([...shop.written.values()]).toEqual(Array(3000).fill(1));
    expect(await stop(worker)).toBe(0);
  }, 180_000);

  it("go on without the one that made the flow", async () => {
    const [one, other] = await Promise.all([join(), join()]);
    const flow = await makeFlow(await ownerOf(one));
    await other.ready();
    await stop(one, "SIGKILL");
    shop.orders = 200;
    await comeDue(flow);
    await until(allEnded(flow), "the run has ended");
    expect(shop.written.size).toBe(200);
    expect(await stop(other)).toBe(0);
  }, 90_000);
});

describe("a worker that cannot start", () => {
  it.each([
    ["without a database", { DATABASE_URL: "", SECRET_KEY: secretKey }, "DATABASE_URL"],
    ["without the key", { DATABASE_URL: "empty", SECRET_KEY: "" }, "SECRET_KEY"],
    [
      "before the server has made the tables",
      { SECRET_KEY: secretKey, DATABASE_URL: "empty" },
      "Start the server",
    ],
  ])(
    "says so %s",
    async (_, environment, said) => {
      const empty = new URL(test.url);
      empty.pathname = "/template1";
      const url = environment.DATABASE_URL === "empty" ? empty.href : environment.DATABASE_URL;
      const one = start({ ...environment, DATABASE_URL: url, DATA_DIR: await newFolder() }, "worker");
      expect(await one.exited).toBe(2);
      expect(one.text().stderr).toContain(said);
    },
    30_000,
  );

  it("says so with another key than the server's", async () => {
    const server = await join();
    await server.ready();
    const one = start(
      { DATABASE_URL: test.url, SECRET_KEY: randomBytes(32).toString("base64"), DATA_DIR: await newFolder() },
      "worker",
    );
    expect(await one.exited).toBe(2);
    expect(one.text().stderr).toContain("SECRET_KEY");
    await stop(server);
  }, 60_000);
});
