import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { errorSchema } from "@trasvase/shared/contract/error.ts";
import {
  flowRowSchema,
  flowSchema,
  savedDraftSchema,
  versionSchema,
} from "@trasvase/shared/contract/flow.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    checkConnection: async () => ({ ok: true, stages: [{ stage: "reachable", ok: true, message: "Fine." }] }),
  });
  for (const name of ["in", "out"]) {
    await server.asOwner("POST", "/api/connections", { name, title: name, connector: "file" });
  }
});
afterAll(() => server.drop());

/** A flow that can be activated: orders from one file, those that are paid into another. */
function graph(
  change: { readonly keep?: string; readonly x?: number; readonly name?: string } = {},
): JsonObject {
  const { keep = 'status = "paid"', x = 0, name = "Paid orders" } = change;
  return {
    format: 1,
    name,
    nodes: {
      orders: {
        type: "source",
        config: { connection: "in", resource: "ndjson", key: "id", options: { path: "orders.ndjson" } },
      },
      paid: { type: "filter", config: { keep } },
      file: {
        type: "destination",
        config: { connection: "out", resource: "ndjson", options: { path: "paid.ndjson" } },
      },
    },
    edges: [
      { from: "orders", to: "paid" },
      { from: "paid", port: "kept", to: "file" },
    ],
    tables: {},
    layout: { orders: [x, 0] },
  };
}

async function makeFlow(draft: JsonObject = graph()): Promise<z.infer<typeof flowSchema>> {
  const response = await server.asOwner("POST", "/api/flows", { file: draft });
  expect(response.status).toBe(201);
  return flowSchema.parse(await response.json());
}

async function read(id: string) {
  return flowSchema.parse(await (await server.asOwner("GET", `/api/flows/${id}`)).json());
}

async function listed(id: string) {
  const answer = await (await server.asOwner("GET", "/api/flows")).json();
  return z
    .object({ rows: z.array(flowRowSchema) })
    .parse(answer)
    .rows.find((row) => row.id === id);
}

async function save(id: string, draft: JsonObject, revision: number) {
  return await server.asOwner("PUT", `/api/flows/${id}/draft`, { graph: draft, revision });
}

async function activate(id: string, more: JsonObject = {}): Promise<Response> {
  const activation = activationSchema.parse(
    await (await server.asOwner("GET", `/api/flows/${id}/activation`)).json(),
  );
  return await server.asOwner("POST", `/api/flows/${id}/activate`, {
    revision: activation.revision,
    confirmed: activation.checks.filter((check) => check.level === "confirm").map((check) => check.code),
    ...(activation.asksStart ? { start: { from: "everything" } } : {}),
    ...more,
  });
}

async function code(response: Response): Promise<string> {
  return errorSchema.parse(await response.json()).code;
}

describe("a draft", () => {
  it("is kept, with the problems it has", async () => {
    const flow = await makeFlow();
    const response = await save(flow.id, graph({ keep: "status = " }), flow.revision);
    const saved = savedDraftSchema.parse(await response.json());
    expect(saved.revision).toBe(flow.revision + 1);
    expect(saved.problems.some((problem) => problem.node === "paid" && problem.field === "keep")).toBe(true);
    expect((await read(flow.id)).graph).toEqual(graph({ keep: "status = " }));
  });

  it("never overwrites what somebody else saved meanwhile", async () => {
    const flow = await makeFlow();
    await save(flow.id, graph({ keep: "first" }), flow.revision);
    const late = await save(flow.id, graph({ keep: "second" }), flow.revision);
    expect(late.status).toBe(409);
    expect(await code(late)).toBe("draft-changed");
    expect((await read(flow.id)).graph).toEqual(graph({ keep: "first" }));
  });

  it("is saved once when two save at the same moment", async () => {
    const flow = await makeFlow();
    const both = await Promise.all(["a", "b"].map((keep) => save(flow.id, graph({ keep }), flow.revision)));
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  });

  it.each([
    ["whose shape is wrong", { ...graph(), nodes: { "1x": { type: "filter", config: {} } } }],
    ["with a NUL in a text", graph({ keep: "a\0b" })],
    ["with half a character in a text", graph({ keep: "a\ud800b" })],
    ["of another format", { ...graph(), format: 99 }],
    ["that is a number", 7],
  ])("%s is refused with 422 and a reason", async (_, draft) => {
    const flow = await makeFlow();
    const response = await server.asOwner("PUT", `/api/flows/${flow.id}/draft`, {
      graph: draft,
      revision: flow.revision,
    });
    expect(response.status).toBe(422);
    expect(errorSchema.parse(await response.json()).message).not.toBe("");
    expect((await read(flow.id)).revision).toBe(flow.revision);
  });

  it("takes the flow's name from the graph", async () => {
    const flow = await makeFlow();
    await save(flow.id, graph({ name: "Renamed" }), flow.revision);
    expect((await read(flow.id)).name).toBe("Renamed");
  });
});

describe("activation", () => {
  it("makes the draft a version and the flow active", async () => {
    const flow = await makeFlow();
    expect((await listed(flow.id))?.status).toBe("draft");
    const response = await activate(flow.id, { note: "First." });
    expect(response.status).toBe(200);
    const active = flowSchema.parse(await response.json());
    expect(active).toMatchObject({ status: "active", activeVersion: 1, activeGraph: graph() });
    expect(active.versions).toMatchObject([{ number: 1, note: "First.", active: true }]);
  });

  it("is refused while a step is incomplete", async () => {
    const flow = await makeFlow(graph({ keep: "status =" }));
    const response = await activate(flow.id);
    expect(response.status).toBe(422);
    expect(await code(response)).toBe("checks-blocking");
    expect((await read(flow.id)).activeVersion).toBeUndefined();
  });

  it("is refused for a draft that was changed since its checks were shown", async () => {
    const flow = await makeFlow();
    await save(flow.id, graph({ keep: "later" }), flow.revision);
    const response = await server.asOwner("POST", `/api/flows/${flow.id}/activate`, {
      revision: flow.revision,
    });
    expect(response.status).toBe(409);
  });

  it("gives the version to one of two who activate at the same moment, or to both in order", async () => {
    const flow = await makeFlow();
    await Promise.all([activate(flow.id), activate(flow.id)]);
    const { versions } = await read(flow.id);
    expect(new Set(versions.map((version) => version.number)).size).toBe(versions.length);
  });

  it("is refused when a connection does not work", async () => {
    const own = await startTestServer({
      checkConnection: async () => ({
        ok: false,
        stages: [{ stage: "signed-in", ok: false, message: "Wrong password." }],
      }),
    });
    try {
      for (const name of ["in", "out"]) {
        await own.asOwner("POST", "/api/connections", { name, title: name, connector: "file" });
      }
      const made = await own.asOwner("POST", "/api/flows", { file: graph() });
      const { id, revision } = flowSchema.parse(await made.json());
      const response = await own.asOwner("POST", `/api/flows/${id}/activate`, {
        revision,
        start: { from: "everything" },
      });
      expect(response.status).toBe(422);
      expect(errorSchema.parse(await response.json()).message).toContain("Wrong password.");
    } finally {
      await own.drop();
    }
  });

  it("tells what changes: a moved step is no change, an edited one is", async () => {
    const flow = await makeFlow();
    await activate(flow.id);
    await save(flow.id, graph({ x: 500 }), flow.revision);
    expect((await listed(flow.id))?.status).toBe("active");
    await save(flow.id, graph({ keep: "total > 0" }), flow.revision + 1);
    expect((await listed(flow.id))?.status).toBe("changed");
    const response = await server.asOwner("GET", `/api/flows/${flow.id}/activation`);
    const { changes, nextVersion, asksStart } = activationSchema.parse(await response.json());
    expect(changes).toEqual([
      {
        kind: "changed",
        what: "step",
        name: "paid",
        title: "paid",
        fields: [{ field: "keep", before: 'status = "paid"', after: "total > 0" }],
      },
    ]);
    expect(nextVersion).toBe(2);
    expect(asksStart).toBe(false);
  });
});

describe("versions", () => {
  it("stay as they were, and can become the draft again", async () => {
    const flow = await makeFlow();
    await activate(flow.id);
    await save(flow.id, graph({ keep: "new" }), flow.revision);
    await activate(flow.id);
    const first = await server.asOwner("GET", `/api/flows/${flow.id}/versions/1`);
    expect(versionSchema.parse(await first.json())).toMatchObject({ active: false, graph: graph() });
    const { revision } = await read(flow.id);
    const restored = await server.asOwner("POST", `/api/flows/${flow.id}/versions/1/restore`, { revision });
    expect(flowSchema.parse(await restored.json())).toMatchObject({
      graph: graph(),
      activeVersion: 2,
      status: "changed",
    });
  });

  it("that do not exist answer 404", async () => {
    const flow = await makeFlow();
    expect((await server.asOwner("GET", `/api/flows/${flow.id}/versions/9`)).status).toBe(404);
  });
});

describe("pausing", () => {
  it("and resuming change the status, and only where they make sense", async () => {
    const flow = await makeFlow();
    expect((await server.asOwner("POST", `/api/flows/${flow.id}/pause`)).status).toBe(409);
    await activate(flow.id);
    await server.asOwner("POST", `/api/flows/${flow.id}/pause`);
    expect((await listed(flow.id))?.status).toBe("paused");
    expect((await server.asOwner("POST", `/api/flows/${flow.id}/runs`)).status).toBe(409);
    await server.asOwner("POST", `/api/flows/${flow.id}/resume`);
    expect((await listed(flow.id))?.status).toBe("active");
  });
});

describe("the list", () => {
  it("shows where records come from and go to", async () => {
    const flow = await makeFlow();
    expect(await listed(flow.id)).toMatchObject({
      from: { connector: "file" },
      to: [{ connector: "file" }],
      records24h: 0,
      openFailures: 0,
      days: expect.arrayContaining([expect.objectContaining({ ok: 0, failed: 0 })]),
      noOutput: false,
    });
  });

  it("says which connection is missing", async () => {
    const draft = JSON.parse(JSON.stringify(graph()).replace('"out"', '"gone"'));
    const flow = await makeFlow(draft);
    expect(await listed(flow.id)).toMatchObject({
      status: "needs-connection",
      statusReason: expect.stringContaining('"gone"'),
    });
  });

  it("no longer has a deleted flow", async () => {
    const flow = await makeFlow();
    expect((await server.asOwner("DELETE", `/api/flows/${flow.id}`)).status).toBe(204);
    expect(await listed(flow.id)).toBeUndefined();
    expect((await server.asOwner("GET", `/api/flows/${flow.id}`)).status).toBe(404);
  });
});

describe("a new flow", () => {
  it("is empty when nothing is asked", async () => {
    const response = await server.asOwner("POST", "/api/flows", { name: "Empty" });
    expect(flowSchema.parse(await response.json())).toMatchObject({
      name: "Empty",
      status: "draft",
      graph: { nodes: {} },
    });
  });

  it("is a copy under another name, with nothing active", async () => {
    const flow = await makeFlow();
    await activate(flow.id);
    const response = await server.asOwner("POST", "/api/flows", { copyOf: flow.id });
    expect(flowSchema.parse(await response.json())).toMatchObject({
      name: "Paid orders (copy)",
      status: "draft",
      graph: graph({ name: "Paid orders (copy)" }),
    });
  });

  it("comes back from its own export as it was, and the export holds no secret", async () => {
    const flow = await makeFlow();
    const file = await (await server.asOwner("GET", `/api/flows/${flow.id}/file`)).text();
    expect(JSON.parse(file).needs).toEqual([
      { connection: "in", connector: "file" },
      { connection: "out", connector: "file" },
    ]);
    const again = await makeFlow(JSON.parse(file));
    expect(again.graph).toEqual(flow.graph);
  });

  it.each([
    ["of two things at once", { template: "a", copyOf: "b" }, 400],
    ["of a template that is not there", { template: "none" }, 404],
    ["of a flow that is not there", { copyOf: "none" }, 404],
    ["of a file that is none", { file: { nodes: 7 } }, 422],
  ])("%s is refused", async (_, body, status) => {
    expect((await server.asOwner("POST", "/api/flows", body)).status).toBe(status);
  });
});

it.each(["x", "00000000-0000-0000-0000-000000000000", "%00", "'; drop table flow; --"])(
  "a flow named %s answers 404",
  async (id) => {
    expect((await server.asOwner("GET", `/api/flows/${encodeURIComponent(id)}`)).status).toBe(404);
  },
);
