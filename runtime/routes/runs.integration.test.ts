import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { eventSchema } from "@trasvase/shared/contract/event.ts";
import { flowRowSchema, flowSchema } from "@trasvase/shared/contract/flow.ts";
import { previewSchema } from "@trasvase/shared/contract/preview.ts";
import { recordRowSchema, recordSchema } from "@trasvase/shared/contract/record.ts";
import { runSchema } from "@trasvase/shared/contract/run.ts";
import { sampleSchema, samplesSchema } from "@trasvase/shared/contract/sample.ts";
import { page } from "@trasvase/shared/contract/values.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { makeServices } from "../services.ts";
import { workUntilIdle } from "../testing/make-engine.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { watchRuns } from "../watch-runs.ts";

let server: TestServer;
let engine: Engine;
let folder: string;

const orders = [
  { id: "A-1", status: "paid", total: "10" },
  { id: "A-2", status: "open", total: "20" },
  { id: "A-3", status: "paid", total: "much" },
  { id: "B-1", status: "paid", total: "30" },
];

const graph = {
  format: 1,
  name: "Paid orders",
  nodes: {
    orders: {
      type: "source",
      config: {
        connection: "shop",
        resource: "ndjson",
        key: "id",
        options: { path: "orders.ndjson", again: "always" },
      },
    },
    paid: { type: "filter", title: "Only paid", config: { keep: 'status = "paid"' } },
    map: {
      type: "mapping",
      title: "For the ERP",
      config: { expression: '{ "ref": id, "total": $number(total) }' },
    },
    erp: {
      type: "destination",
      title: "ERP",
      config: { connection: "erp", resource: "ndjson", options: { path: "out.ndjson" } },
    },
  },
  edges: [
    { from: "orders", to: "paid" },
    { from: "paid", port: "kept", to: "map" },
    { from: "map", to: "erp" },
  ],
};

async function json<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<Response>,
): Promise<z.output<Schema>> {
  const response = await answer;
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return schema.parse(await response.json());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-runs-"));
  await mkdir(join(folder, "files", "shop"), { recursive: true });
  await writeFile(
    join(folder, "files", "shop", "orders.ndjson"),
    orders.map((one) => JSON.stringify(one)).join("\n"),
  );
  server = await startTestServer(
    (parts) => {
      engine = makeEngine({
        ...parts,
        systems: { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: connectors },
        servicesFor: makeServices({ ...parts, sandboxUrl: undefined }),
      });
      return openEngineAccess(engine);
    },
    { DATA_DIR: folder },
  );
  for (const name of ["shop", "erp"]) {
    const settings = { folder: name };
    await json(
      z.object({}),
      server.asOwner("POST", "/api/connections", { name, title: name, connector: "file", settings }),
    );
  }
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

async function activeFlow() {
  const { id } = await json(flowSchema, server.asOwner("POST", "/api/flows", { file: graph }));
  const { revision, checks, asksStart } = await json(
    activationSchema,
    server.asOwner("GET", `/api/flows/${id}/activation`),
  );
  await json(
    flowSchema,
    server.asOwner("POST", `/api/flows/${id}/activate`, {
      revision,
      confirmed: checks.map((check) => check.code),
      ...(asksStart ? { start: { from: "everything" } } : {}),
    }),
  );
  return id;
}

async function runToEnd(flow: string) {
  const { id } = await json(runSchema, server.asOwner("POST", `/api/flows/${flow}/runs`));
  await workUntilIdle(engine, { idleMs: 150 });
  return await json(runSchema, server.asOwner("GET", `/api/runs/${id}`));
}

const records = (query: string) =>
  json(page(recordRowSchema), server.asOwner("GET", `/api/records?${query}`));

describe("a run", () => {
  it("reads, walks and writes, and its counts add up", async () => {
    const flow = await activeFlow();
    const run = await runToEnd(flow);
    expect(run).toMatchObject({
      flow,
      state: "succeeded",
      trigger: "manual",
      read: 4,
      repeated: 0,
      inFlight: 0,
    });
    expect(run.counts).toMatchObject({ created: 2, filtered: 1, rejected: 1 });
    const erp = join(folder, "files", "erp");
    const files = await Promise.all((await readdir(erp)).map((name) => readFile(join(erp, name), "utf8")));
    expect(files.join("").split("\n").sort().filter(Boolean)).toEqual([
      '{"ref":"A-1","total":10}',
      '{"ref":"B-1","total":30}',
    ]);
    const { rows } = await json(page(runSchema), server.asOwner("GET", `/api/runs?flow=${flow}`));
    expect(rows).toEqual([run]);
    const list = await json(z.object({ rows: z.array(flowRowSchema) }), server.asOwner("GET", "/api/flows"));
    expect(list.rows.find((row) => row.id === flow)).toMatchObject({
      lastRun: { id: run.id, state: "succeeded" },
      records24h: 4,
      openFailures: 1,
      days: expect.arrayContaining([expect.objectContaining({ ok: 3, failed: 1 })]),
    });
  });

  it("that has ended cannot be stopped, one that waits can", async () => {
    const flow = await activeFlow();
    const ended = await runToEnd(flow);
    expect((await server.asOwner("POST", `/api/runs/${ended.id}/stop`)).status).toBe(409);
    const waiting = await json(runSchema, server.asOwner("POST", `/api/flows/${flow}/runs`));
    const stopped = await json(runSchema, server.asOwner("POST", `/api/runs/${waiting.id}/stop`));
    expect(stopped.state).toBe("stopped");
  });

  it("of a flow that was never activated is refused", async () => {
    const { id } = await json(flowSchema, server.asOwner("POST", "/api/flows", { file: graph }));
    expect((await server.asOwner("POST", `/api/flows/${id}/runs`)).status).toBe(409);
  });

  it("list goes on where a page ends", async () => {
    const flow = await activeFlow();
    for (let count = 0; count < 3; count++)
      await json(runSchema, server.asOwner("POST", `/api/flows/${flow}/runs`));
    const first = await json(page(runSchema), server.asOwner("GET", `/api/runs?flow=${flow}&limit=2`));
    const second = await json(
      page(runSchema),
      server.asOwner("GET", `/api/runs?flow=${flow}&limit=2&after=${first.next}`),
    );
    expect(first.rows).toHaveLength(2);
    expect(second.rows).toHaveLength(1);
    expect(second.next).toBeUndefined();
    await workUntilIdle(engine, { idleMs: 150 });
  });
});

describe("the record log", () => {
  let flow: string;
  beforeAll(async () => {
    flow = await activeFlow();
    await runToEnd(flow);
  });

  it("finds a record by its key or the beginning of it", async () => {
    expect((await records(`flow=${flow}&q=A-1`)).rows.map((row) => row.key)).toEqual(["A-1"]);
    expect((await records(`flow=${flow}&q=A-`)).rows.map((row) => row.key).sort()).toEqual([
      "A-1",
      "A-2",
      "A-3",
    ]);
    expect((await records(`flow=${flow}&q=%25`)).rows).toEqual([]);
    expect((await records(`flow=${flow}&q=%27%3B--`)).rows).toEqual([]);
  });

  it("filters by outcome, step, run and what waits for a person", async () => {
    expect((await records(`flow=${flow}&outcome=filtered`)).rows.map((row) => row.key)).toEqual(["A-2"]);
    expect((await records(`flow=${flow}&open=true`)).rows.map((row) => row.key)).toEqual(["A-3"]);
    expect((await records(`flow=${flow}&node=map`)).rows.map((row) => row.key)).toEqual(["A-3"]);
    expect((await records(`flow=${flow}&run=no-id`)).rows).toEqual([]);
  });

  it("says what happened in words, with the titles of the steps", async () => {
    const { rows } = await records(`flow=${flow}`);
    expect(rows.find((row) => row.key === "A-3")).toMatchObject({
      outcome: "rejected",
      node: "map",
      nodeTitle: "For the ERP",
      message: expect.stringContaining("number"),
    });
    expect(rows.find((row) => row.key === "A-1")).toMatchObject({ outcome: "created", nodeTitle: "ERP" });
  });

  it("goes on where a page ends, without missing or repeating one", async () => {
    const keys: string[] = [];
    let after = "";
    do {
      const { rows, next } = await records(`flow=${flow}&limit=1${after}`);
      keys.push(...rows.map((row) => row.key));
      after = next === undefined ? "" : `&after=${next}`;
    } while (after !== "");
    expect(keys.sort()).toEqual(["A-1", "A-2", "A-3", "B-1"]);
  });

  it("gives back every step of a record, and the record as a sample", async () => {
    const [row] = (await records(`flow=${flow}&q=B-1`)).rows;
    const record = await json(recordSchema, server.asOwner("GET", `/api/records/${row?.id}`));
    expect(record.source).toEqual(orders[3]);
    expect(record.passes.map((pass) => [pass.node, pass.outputs[0]?.data])).toEqual([
      ["orders", orders[3]],
      ["paid", orders[3]],
      ["map", { ref: "B-1", total: 30 }],
      ["erp", undefined],
    ]);
    const sample = await json(sampleSchema, server.asOwner("GET", `/api/records/${row?.id}/sample`));
    expect(sample).toMatchObject({ key: "B-1", data: orders[3], origin: "record" });
  });

  it("walks a rejected record again with the active version when a person asks", async () => {
    const found = await json(flowSchema, server.asOwner("GET", `/api/flows/${flow}`));
    const better = JSON.parse(JSON.stringify(graph).replace("$number(total)", "total"));
    await server.asOwner("PUT", `/api/flows/${flow}/draft`, { graph: better, revision: found.revision });
    await server.asOwner("POST", `/api/flows/${flow}/activate`, { revision: found.revision + 1 });
    const [row] = (await records(`flow=${flow}&open=true`)).rows;
    expect((await server.asOwner("POST", `/api/records/${row?.id}/retry`)).status).toBe(204);
    await workUntilIdle(engine, { idleMs: 150 });
    expect((await records(`flow=${flow}&open=true`)).rows).toEqual([]);
    expect((await records(`flow=${flow}&q=A-3`)).rows).toMatchObject([
      { outcome: "created", attempts: 2, version: 2 },
    ]);
    expect((await server.asOwner("POST", `/api/records/${row?.id}/retry`)).status).toBe(409);
  });

  it.each(["x", "30.2026-01-01.1", "31.2026-01-01.1", "30.9999-99-99.1", "30.2026-01-01.99999999999999999"])(
    "has no record %s",
    async (id) => {
      expect((await server.asOwner("GET", `/api/records/${id}`)).status).toBe(404);
    },
  );
});

describe("looking without touching", () => {
  it("fetches samples from the source, also one by its key", async () => {
    const { samples } = await json(
      samplesSchema,
      server.asOwner("POST", "/api/samples", { graph, count: 2 }),
    );
    expect(samples.map((sample) => sample.key)).toEqual(["A-1", "A-2"]);
    const one = await json(samplesSchema, server.asOwner("POST", "/api/samples", { graph, key: "B-1" }));
    expect(one.samples.map((sample) => sample.data)).toEqual([orders[3]]);
    const none = await json(samplesSchema, server.asOwner("POST", "/api/samples", { graph, key: "Z" }));
    expect(none).toMatchObject({ samples: [], message: expect.stringContaining('"Z"') });
  });

  it("says why samples cannot be fetched", async () => {
    const missing = JSON.parse(JSON.stringify(graph).replace("orders.ndjson", "none.ndjson"));
    const response = await server.asOwner("POST", "/api/samples", { graph: missing });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("none.ndjson");
    expect((await server.asOwner("POST", "/api/samples", { graph: {} })).status).toBe(422);
  });

  it("previews records through every step and writes nothing", async () => {
    const before = await readdir(join(folder, "files", "erp"));
    const samples = orders.map((data) => ({ data, readAt: "2026-01-01T00:00:00.000Z" }));
    const preview = await json(previewSchema, server.asOwner("POST", "/api/preview", { graph, samples }));
    expect(preview.samples.map(({ key, state }) => [key, state])).toEqual([
      ["A-1", "created"],
      ["A-2", "filtered"],
      ["A-3", "rejected"],
      ["B-1", "created"],
    ]);
    const dryRun = preview.samples[0]?.passes.find((pass) => pass.node === "erp")?.dryRun;
    expect(dryRun).toMatchObject({ decision: "create" });
    expect(await readdir(join(folder, "files", "erp"))).toEqual(before);
  });
});

describe("live events", () => {
  it("tell a signed-in page how a run goes on, and nobody else", async () => {
    const { context, owner } = server;
    const stop = watchRuns(context, owner.workspaceId, context.events);
    try {
      expect((await server.request("/api/events")).status).toBe(401);
      const response = await server.asOwner("GET", "/api/events");
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      const seen = readEvents(response);
      const flow = await activeFlow();
      const { id } = await runToEnd(flow);
      const states = await seen((events) =>
        events.some(
          (event) => event.type === "run" && event.run.id === id && event.run.state === "succeeded",
        ),
      );
      expect(states.some((event) => event.type === "flow" && event.flow === flow)).toBe(true);
    } finally {
      stop();
    }
  });
});

/** Reads events until a test has seen enough. */
function readEvents(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return async (isEnough: (events: z.infer<typeof eventSchema>[]) => boolean) => {
    const events: z.infer<typeof eventSchema>[] = [];
    let text = "";
    while (!isEnough(events)) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) throw new Error("The events ended.");
      text += value;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines)
        if (line.startsWith("data: ")) events.push(eventSchema.parse(JSON.parse(line.slice(6))));
    }
    await reader?.cancel();
    return events;
  };
}
