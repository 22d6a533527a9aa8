import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { type Run, runSchema } from "@trasvase/shared/contract/run.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { expect } from "vitest";
import type * as z from "zod";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { makeServices } from "../services.ts";
import { workUntilIdle } from "./make-engine.ts";
import { type EngineParts, startTestServer, type TestServer } from "./test-server.ts";

/** A server with a whole engine, whose flows move orders from a file into another. */
export interface FileServer {
  readonly server: TestServer;
  readonly engine: Engine;
  /** Calls the API as the owner; fails when it does not answer 2xx. */
  call<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>>;
  /** Puts orders into the file of a flow. */
  put(file: string, orders: readonly JsonObject[]): Promise<void>;
  /** An active flow over a file of its own: orders whose total is no number are rejected. */
  makeFlow(
    orders: readonly JsonObject[],
    more?: { readonly activation?: JsonObject; readonly options?: JsonObject },
  ): Promise<{ readonly id: string; readonly file: string }>;
  /** Starts a run and works until nothing is due. */
  run(flow: string): Promise<Run>;
  work(): Promise<void>;
  drop(): Promise<void>;
}

/** Starts one. */
export async function startFileServer(): Promise<FileServer> {
  const folder = await mkdtemp(join(tmpdir(), "trasvase-files-"));
  await mkdir(join(folder, "files"));
  let made: Engine | undefined;
  const makeAccess = (parts: EngineParts) => {
    made = makeEngine({
      ...parts,
      systems: { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: connectors },
      servicesFor: makeServices({ ...parts, sandboxUrl: undefined }),
    });
    return openEngineAccess(made);
  };
  const server = await startTestServer(makeAccess, { DATA_DIR: folder });
  if (!made) throw new Error("The server made no engine.");
  const engine = made;
  await server.asOwner("POST", "/api/connections", { name: "files", title: "Files", connector: "file" });
  const work = () => workUntilIdle(engine, { idleMs: 60 });
  const call: FileServer["call"] = async (schema, method, path, body) => {
    const response = await server.asOwner(method, path, body);
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    return schema.parse(await response.json());
  };
  const put: FileServer["put"] = async (file, orders) => {
    await writeFile(join(folder, "files", file), orders.map((order) => JSON.stringify(order)).join("\n"));
  };
  let number = 0;
  return {
    server,
    engine,
    call,
    put,
    work,
    async makeFlow(orders, { activation = {}, options = {} } = {}) {
      number++;
      const file = `orders-${number}.ndjson`;
      await put(file, orders);
      const document = graphOf(file, `out-${number}.ndjson`, options);
      const { id } = await call(flowSchema, "POST", "/api/flows", { file: document });
      const { checks, revision } = await call(activationSchema, "GET", `/api/flows/${id}/activation`);
      await call(flowSchema, "POST", `/api/flows/${id}/activate`, {
        revision,
        confirmed: checks.map((check) => check.code),
        start: { from: "everything" },
        ...activation,
      });
      return { id, file };
    },
    async run(flow) {
      const { id } = await call(runSchema, "POST", `/api/flows/${flow}/runs`);
      await work();
      return await call(runSchema, "GET", `/api/runs/${id}`);
    },
    async drop() {
      await server.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function graphOf(from: string, to: string, options: JsonObject): JsonObject {
  return {
    format: 1,
    name: "Orders",
    nodes: {
      orders: {
        type: "source",
        config: { connection: "files", resource: "ndjson", key: "id", options: { path: from, ...options } },
      },
      map: {
        type: "mapping",
        title: "For the ERP",
        config: { expression: '{ "ref": id, "total": $number(total) }' },
      },
      erp: {
        type: "destination",
        config: { connection: "files", resource: "ndjson", options: { path: to } },
      },
    },
    edges: [
      { from: "orders", to: "map" },
      { from: "map", to: "erp" },
    ],
  };
}
