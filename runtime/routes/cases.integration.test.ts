import { newId } from "@trasvase/db/id.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { dumpTables } from "@trasvase/db/testing/dump-tables.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { caseRowSchema, casesSchema } from "@trasvase/shared/contract/case.ts";
import { flowSchema, savedDraftSchema } from "@trasvase/shared/contract/flow.ts";
import { parseFlowFile } from "@trasvase/shared/flow-file.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { runCases } from "../cases/run-cases.ts";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { makeServices } from "../services.ts";
import { systems } from "../systems.ts";
import { workUntilIdle } from "../testing/make-engine.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const orders = [
  { number: "A1", email: "canary.anna@shop.nl", total: 10 },
  { number: "A2", email: "canary.bob@shop.nl", total: 20 },
];
const shop = createMemorySystem({
  type: "shop",
  resources: [
    {
      name: "orders",
      key: "number",
      match: ["number"],
      fields: [
        { name: "number", title: "Number", type: "text" },
        { name: "email", title: "E-mail", type: "text", personal: true },
      ],
    },
  ],
  seed: { orders },
});
const erp = createMemorySystem({
  type: "erp",
  resources: [
    {
      name: "customers",
      fields: [
        { name: "mail", title: "Mail", type: "text", personal: true },
        { name: "name", title: "Name", type: "text", personal: true },
      ],
    },
    { name: "things" },
  ],
  seed: { customers: [{ mail: "canary.anna@shop.nl", name: "Anna Canary", code: "C7" }] },
});
const all = {
  ...systems,
  connectors: { ...systems.connectors, shop: shop.definition, erp: erp.definition },
  clients: { ...systems.clients, shop: shop.connector, erp: erp.connector },
};

const graph = (
  expression = '{ "ref": number, "client": $steps.who.code, "name": $steps.who.name, "half": total / 2 }',
) => ({
  format: 1,
  name: "Orders",
  nodes: {
    orders: { type: "source", config: { connection: "shop", resource: "orders" } },
    who: {
      type: "lookup",
      config: { connection: "erp", resource: "customers", match: { field: "mail", value: "email" } },
    },
    map: { type: "mapping", title: "To thing", config: { expression } },
    out: { type: "destination", config: { connection: "erp", resource: "things", match: "ref" } },
  },
  edges: [
    { from: "orders", to: "who" },
    { from: "who", to: "map" },
    { from: "map", to: "out" },
  ],
  tables: {},
  layout: {},
});
const everything = { steps: { map: "whole" }, decisions: true, outcomes: true };

let server: TestServer;
let engine: Engine;
let flow: string;
let revision = 1;

async function json<Schema extends z.ZodType>(schema: Schema, answer: Promise<Response>) {
  const response = await answer;
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return schema.parse(await response.json());
}
const list = async (of = flow) =>
  (await json(casesSchema, server.asOwner("GET", `/api/flows/${of}/cases`))).rows;
const create = (name: string, index = 0) =>
  json(
    caseRowSchema,
    server.asOwner("POST", `/api/flows/${flow}/cases`, {
      name,
      graph: graph(),
      sample: { key: orders[index]?.number, data: orders[index], readAt: "2026-01-01T10:00:00.000Z" },
      chosen: everything,
    }),
  );
async function save(changed: object) {
  const saved = await json(
    savedDraftSchema,
    server.asOwner("PUT", `/api/flows/${flow}/draft`, { graph: changed, revision }),
  );
  revision = saved.revision;
  return saved.cases;
}

beforeAll(async () => {
  server = await startTestServer((parts) => {
    const servicesFor = makeServices({ ...parts, sandboxUrl: undefined });
    engine = makeEngine({ ...parts, systems: all, servicesFor });
    return openEngineAccess(engine);
  });
  Object.assign(server.context, { catalogue: { nodes: all.nodes, connectors: all.connectors } });
  for (const name of ["shop", "erp"]) {
    const { workspaceId } = server.owner;
    const one = { id: newId(), workspaceId, name, title: name, connector: name, settings: {} };
    await insertConnection(server.context.database, { ...one, secrets: null, secretKeyId: null });
  }
  ({ id: flow, revision } = await json(flowSchema, server.asOwner("POST", "/api/flows", { file: graph() })));
});
afterAll(() => server.drop());

describe("a case", () => {
  it("is made of a real sample with what the systems answer, and holds stand-ins only", async () => {
    const finds = erp.calls().finds;
    const made = await create("A known customer");
    expect(erp.calls().finds).toBeGreaterThan(finds);
    expect(erp.calls().mutations).toBe(0);
    expect(made).toMatchObject({ ok: true, differences: [], key: "A1", answers: 2 });
    expect(JSON.stringify(made)).not.toMatch(/canary|anna/i);
    expect(made.expect.outputs?.map?.[0]).toMatchObject({ ref: "A1", client: "C7", half: 5 });
    expect(made.expect.decisions).toEqual({ out: ["create"] });
    expect(await dumpTables(server.context.database)).not.toMatch(/canary|anna/i);
  });

  it("asks nobody when it is run", async () => {
    const before = erp.calls();
    expect((await list()).map(({ name, ok }) => [name, ok])).toEqual([["A known customer", true]]);
    expect(erp.calls()).toEqual(before);
  });

  it("runs at every save of the draft, and is told red with field, expected and actual", async () => {
    expect(await save(graph())).toEqual({ total: 1, red: [] });
    expect(await save(graph('{ "ref": number, "client": $steps.who.code, "half": total / 4 }'))).toEqual({
      total: 1,
      red: ["A known customer"],
    });
    const [row] = await list();
    expect(row?.differences).toMatchObject([
      { step: "map", what: "output", path: "name" },
      { step: "map", what: "output", path: "half", expected: 5, actual: 2.5 },
    ]);
    expect(row?.differences[0]).not.toHaveProperty("actual");
  });

  it("blocks activation while it is red, unless a reason is given, which stays with the version", async () => {
    const page = await json(activationSchema, server.asOwner("GET", `/api/flows/${flow}/activation`));
    const check = page.checks.find((one) => one.code === "cases");
    expect(check).toMatchObject({ level: "reason", message: expect.stringContaining("A known customer") });
    const activate = (reasons?: object) =>
      server.asOwner("POST", `/api/flows/${flow}/activate`, {
        revision,
        confirmed: page.checks.flatMap(({ code, level }) => (level === "confirm" ? [code] : [])),
        ...(page.asksStart ? { start: { from: "everything" } } : {}),
        ...(reasons ? { reasons } : {}),
      });
    const refused = await activate();
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining("checks-blocking")]);
    expect((await activate({ cases: "   " })).status).toBe(400);
    const active = await json(flowSchema, activate({ cases: "The rate is halved on purpose." }));
    expect(active.versions[0]).toMatchObject({
      active: true,
      overrides: [{ code: "cases", message: check?.message, reason: "The rate is halved on purpose." }],
    });
  });

  it("expects the new result once a person accepts it, of the same fields", async () => {
    const [row] = await list();
    const path = `/api/flows/${flow}/cases/${row?.id}`;
    const accepted = await json(caseRowSchema, server.asOwner("POST", `${path}/accept`));
    expect(accepted).toMatchObject({ ok: true, differences: [] });
    expect(accepted.expect.outputs?.map?.[0]).toMatchObject({ half: 2.5 });
    const edited = await json(
      caseRowSchema,
      server.asOwner("PATCH", path, { name: "Half", expect: { decisions: { out: ["update"] } } }),
    );
    expect(edited).toMatchObject({ name: "Half", ok: false, differences: [{ what: "decision" }] });
    expect((await server.asOwner("PATCH", path, { expect: { more: 1 } })).status).toBe(400);
    await json(caseRowSchema, server.asOwner("PATCH", path, { expect: accepted.expect }));
  });

  it("is red, not guessed, when the flow asks what was never recorded, until its answers are recorded again", async () => {
    const changed = graph('{ "ref": "X-" & number, "client": $steps.who.code, "half": total / 4 }');
    await save(changed);
    const [row] = await list();
    expect(row).toMatchObject({ ok: false, problem: expect.stringContaining('things with ref = "X-A1"') });
    const recorded = await json(
      caseRowSchema,
      server.asOwner("POST", `/api/flows/${flow}/cases/${row?.id}/record`),
    );
    expect(recorded.problem).toBeUndefined();
    expect(recorded.differences).toMatchObject([{ path: "ref", expected: "A1", actual: "X-A1" }]);
    expect(JSON.stringify(recorded)).not.toMatch(/canary|anna/i);
  });

  it("goes with the flow's file, and comes back with it, into a copy too", async () => {
    await save(graph());
    const file: unknown = await (await server.asOwner("GET", `/api/flows/${flow}/file`)).json();
    const parsed = parseFlowFile(file).file;
    expect(parsed?.cases.map(({ name }) => name)).toEqual(["Half"]);
    expect(JSON.stringify(file)).not.toMatch(/canary|anna/i);
    const connections = new Map(parsed?.needs.map(({ connection, connector }) => [connection, connector]));
    const [alone] = await runCases({ systems: all, connections }, parsed?.graph, parsed?.cases ?? []);
    const [there] = await list();
    expect(alone?.differences).toEqual(there?.differences);
    const imported = await json(flowSchema, server.asOwner("POST", "/api/flows", { file }));
    expect((await list(imported.id)).map(({ name, differences }) => [name, differences])).toEqual([
      ["Half", there?.differences],
    ]);
    const copy = await json(flowSchema, server.asOwner("POST", "/api/flows", { copyOf: flow }));
    expect(await list(copy.id)).toHaveLength(1);
  });

  it("is removed and comes back", async () => {
    const [row] = await list();
    const path = `/api/flows/${flow}/cases/${row?.id}`;
    expect((await server.asOwner("DELETE", path)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await server.asOwner("POST", `${path}/accept`)).status).toBe(404);
    expect((await server.asOwner("POST", `${path}/restore`)).status).toBe(204);
    expect(await list()).toHaveLength(1);
    expect((await server.asOwner("DELETE", `/api/flows/${flow}/cases/none`)).status).toBe(404);
  });

  it("shows how a record ends that goes no further", async () => {
    const made = await create("The other customer is not known", 1);
    expect(made.expect.outcomes).toEqual([{ step: "who", outcome: "rejected" }]);
    expect(made).toMatchObject({ ok: true });
  });

  it("keeps deciding unchanged, although what was sent last reads differently with stand-ins", async () => {
    await save(graph());
    const reasons = { cases: "Only to send it once." };
    const active = await server.asOwner("POST", `/api/flows/${flow}/activate`, {
      revision,
      reasons,
      start: { from: "everything" },
    });
    expect(active.status, await active.clone().text()).toBe(200);
    await server.asOwner("POST", `/api/flows/${flow}/runs`);
    await workUntilIdle(engine, { idleMs: 150 });
    expect(erp.records("things")).toHaveLength(1);
    const made = await create("Sent before");
    expect(made).toMatchObject({ ok: true, expect: { decisions: { out: ["unchanged"] } } });
    expect(JSON.stringify(made)).not.toMatch(/canary|anna/i);
    const other = graph('{ "ref": number, "client": $steps.who.code, "name": $steps.who.name, "half": 0 }');
    await save(other);
    const row = (await list()).find(({ name }) => name === "Sent before");
    expect(row?.differences).toMatchObject([
      { what: "output", path: "half" },
      { what: "decision", expected: "unchanged", actual: "update" },
      { what: "outcome", expected: "unchanged", actual: "updated" },
    ]);
  });
});
