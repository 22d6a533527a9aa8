import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@trasvase/db/id.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { sample as sampleTable } from "@trasvase/db/schema/sample.ts";
import { dumpTables } from "@trasvase/db/testing/dump-tables.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { flowSamplesSchema, sampleSchema, samplesSchema } from "@trasvase/shared/contract/sample.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { makeServices } from "../services.ts";
import { systems } from "../systems.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const people = createMemorySystem({
  type: "people",
  resources: [{ name: "people", key: "code", match: ["code", "email"] }],
  seed: {
    people: [
      { code: "P1", email: "a@x.nl" },
      { code: "P2", email: "b@x.nl" },
      { code: "P3", email: "b@x.nl" },
    ],
  },
});

let server: TestServer;
let folder: string;
let flow: string;

const orders = [
  { id: "A-1", buyer: { email: "canary.anna@shop.nl", name: "Anna Canary" }, total: 10 },
  { id: "A-2", buyer: { email: "bob@shop.nl", name: "Bob" }, total: 20 },
  { id: "A-3", buyer: { email: "canary.anna@shop.nl", name: "ANNA CANARY" }, total: 30 },
];

const graph = (source: object = {}) => ({
  format: 1,
  name: "Orders",
  nodes: {
    orders: {
      type: "source",
      config: {
        connection: "shop",
        resource: "ndjson",
        key: "id",
        options: { path: "orders.ndjson" },
        personal: ["buyer"],
        ...source,
      },
    },
  },
  edges: [],
});

async function json<Schema extends z.ZodType>(schema: Schema, answer: Promise<Response>) {
  const response = await answer;
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return schema.parse(await response.json());
}

const ofFlow = () => json(flowSamplesSchema, server.asOwner("GET", `/api/flows/${flow}/samples`));

const withPeople = {
  ...systems,
  connectors: { ...systems.connectors, people: people.definition },
  clients: { ...systems.clients, people: people.connector },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-samples-"));
  await mkdir(join(folder, "files", "shop"), { recursive: true });
  const lines = orders.map((one) => JSON.stringify(one)).join("\n");
  await writeFile(join(folder, "files", "shop", "orders.ndjson"), lines);
  server = await startTestServer(
    (parts) =>
      openEngineAccess(
        makeEngine({
          ...parts,
          systems: withPeople,
          servicesFor: makeServices({ ...parts, sandboxUrl: undefined }),
        }),
      ),
    { DATA_DIR: folder },
  );
  const shop = { name: "shop", title: "Shop", connector: "file", settings: { folder: "shop" } };
  await json(z.object({}), server.asOwner("POST", "/api/connections", shop));
  ({ id: flow } = await json(flowSchema, server.asOwner("POST", "/api/flows", { file: graph() })));
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("fetched samples", () => {
  it("come again from memory, complete, until others are fetched", async () => {
    expect(await ofFlow()).toEqual({ kept: [] });
    const fetched = await json(
      samplesSchema,
      server.asOwner("POST", "/api/samples", { graph: graph(), count: 2, flow }),
    );
    expect(fetched.samples.map(({ data }) => data)).toEqual(orders.slice(0, 2));
    const { fetched: remembered } = await ofFlow();
    expect(remembered?.samples).toEqual(fetched.samples);
    expect(remembered?.settings).toBe(JSON.stringify(["shop", "ndjson", { path: "orders.ndjson" }]));
    await json(samplesSchema, server.asOwner("POST", "/api/samples", { graph: graph(), key: "A-3", flow }));
    expect((await ofFlow()).fetched?.samples.map(({ key }) => key)).toEqual(["A-3"]);
  });

  it("leave nothing in the database", async () => {
    expect(await dumpTables(server.context.database)).not.toMatch(/canary/i);
  });

  it("are searched by a field where the system can, and say so where it cannot", async () => {
    const request = { graph: graph(), where: { field: "total", value: "20" } };
    const refused = await server.asOwner("POST", "/api/samples", request);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("cannot be searched");
    const { workspaceId } = server.owner;
    const connection = { id: newId(), workspaceId, name: "people", title: "People", connector: "people" };
    await insertConnection(server.context.database, {
      ...connection,
      settings: {},
      secrets: null,
      secretKeyId: null,
    });
    const source = graph({ connection: "people", resource: "people", options: {}, key: "" });
    const search = (value: string) =>
      json(
        samplesSchema,
        server.asOwner("POST", "/api/samples", { graph: source, where: { field: "email", value } }),
      );
    expect((await search("b@x.nl")).samples.map(({ key }) => key)).toEqual(["P2", "P3"]);
    expect(await search("c@x.nl")).toMatchObject({ samples: [], message: expect.stringContaining("c@x.nl") });
  });
});

describe("kept samples", () => {
  const keep = (index: number, name: string) =>
    json(
      sampleSchema,
      server.asOwner("POST", `/api/flows/${flow}/samples`, {
        name,
        graph: graph(),
        sample: { key: orders[index]?.id, data: orders[index], readAt: "2026-01-01T00:00:00.000Z" },
      }),
    );

  it("have stand-ins in their personal fields, equal where the values were equal, and lie encrypted", async () => {
    const first = await keep(0, "One of Anna");
    const third = await keep(2, "Another of Anna");
    expect(JSON.stringify([first, third])).not.toMatch(/canary|anna c/i);
    const buyer = (sample: typeof first) =>
      z.object({ buyer: z.record(z.string(), z.string()) }).parse(sample.data).buyer;
    expect(buyer(first).email).toMatch(/^[a-z]{6}\.[a-z]{4}@[a-z]{4}\.test$/);
    expect(buyer(third).email).toBe(buyer(first).email);
    expect(buyer(third).name).toBe(buyer(first).name?.toUpperCase());
    expect(first).toMatchObject({
      key: "A-1",
      name: "One of Anna",
      origin: "kept",
      standIns: true,
      data: { total: 10 },
    });
    expect((await ofFlow()).kept).toEqual([first, third]);
    const dump = await dumpTables(server.context.database);
    expect(dump).not.toMatch(/canary/i);
    expect(dump).not.toContain(buyer(first).email);
  });

  it("do not get other stand-ins when they are kept again", async () => {
    const [first] = (await ofFlow()).kept;
    const { data, key, readAt, standIns } = first ?? {};
    const again = await json(
      sampleSchema,
      server.asOwner("POST", `/api/flows/${flow}/samples`, {
        name: "Again",
        graph: graph(),
        sample: { data, key, readAt, standIns },
      }),
    );
    expect(again.data).toEqual(data);
    await server.asOwner("DELETE", `/api/flows/${flow}/samples/${again.id}`);
  });

  it("get another name, are removed, and come back", async () => {
    const [first] = (await ofFlow()).kept;
    const path = `/api/flows/${flow}/samples/${first?.id}`;
    expect((await server.asOwner("PATCH", path, { name: "With tax" })).status).toBe(204);
    expect((await ofFlow()).kept[0]?.name).toBe("With tax");
    expect((await server.asOwner("DELETE", path)).status).toBe(204);
    expect((await ofFlow()).kept.map(({ name }) => name)).toEqual(["Another of Anna"]);
    expect((await server.asOwner("DELETE", path)).status).toBe(404);
    expect((await server.asOwner("PATCH", path, { name: "Gone" })).status).toBe(404);
    expect((await server.asOwner("POST", `${path}/restore`)).status).toBe(204);
    expect((await ofFlow()).kept.map(({ name }) => name)).toEqual(["With tax", "Another of Anna"]);
  });

  it("hide a key that says something about a person", async () => {
    const kept = await json(
      sampleSchema,
      server.asOwner("POST", `/api/flows/${flow}/samples`, {
        name: "By e-mail",
        graph: graph({ key: "$lowercase(buyer.email)" }),
        sample: { key: "canary.anna@shop.nl", data: orders[0], readAt: "2026-01-01T00:00:00.000Z" },
      }),
    );
    expect(kept.key).toMatch(/^hidden-/);
    const fetched = await json(
      samplesSchema,
      server.asOwner("POST", "/api/samples", {
        graph: graph({ key: "buyer.email" }),
        key: "canary.anna@shop.nl",
      }),
    );
    expect(fetched.samples.map(({ key }) => key)).toEqual([kept.key]);
  });

  it("have a size, a number and a flow", async () => {
    const request = (text: string) => ({
      name: "Big",
      graph: graph(),
      sample: { key: "B", data: { text }, readAt: "2026-01-01T00:00:00.000Z" },
    });
    const big = await server.asOwner("POST", `/api/flows/${flow}/samples`, request("x".repeat(600_000)));
    expect([big.status, await big.text()]).toEqual([422, expect.stringContaining("512 kB")]);
    const { database } = server.context;
    const [row] = await database.select().from(sampleTable).limit(1);
    if (!row) throw new Error("There is no sample to copy.");
    const { id: _, ...rest } = row;
    await database.insert(sampleTable).values(
      Array.from({ length: 50 }, (_, index) => ({
        ...rest,
        id: `00000000-0000-7000-8000-0000000000${10 + index}`,
      })),
    );
    const full = await server.asOwner("POST", `/api/flows/${flow}/samples`, request("x"));
    expect([full.status, await full.text()]).toEqual([422, expect.stringContaining("50 samples")]);
    expect((await server.asOwner("GET", "/api/flows/none/samples")).status).toBe(404);
    expect((await server.asOwner("DELETE", `/api/flows/${flow}/samples/none`)).status).toBe(404);
  });
});
