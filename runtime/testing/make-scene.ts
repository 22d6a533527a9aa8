import type { Database } from "@trasvase/db/client.ts";
import { type ListedRecord, listRecords } from "@trasvase/db/queries/list-records.ts";
import { createMemorySystem, type MemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { expect } from "vitest";
import { type Conservation, readConservation } from "../engine/conservation.ts";
import { startRun } from "../engine/start-run.ts";
import type { FlowPlace } from "../queue/queue.ts";
import { type TestEngine, workUntilIdle } from "./make-engine.ts";
import { makeFlow } from "./make-flow.ts";

/** What a scene is made of. `$shop` and `$erp` in a config stand for the two connections. */
export interface SceneOptions {
  readonly nodes?: JsonObject;
  readonly edges?: readonly JsonObject[];
  readonly source?: JsonObject;
  readonly shop?: Partial<ResourceDefinition>;
  readonly erp?: readonly (Partial<ResourceDefinition> & { readonly name: string })[];
}

/** A flow from a shop to an ERP, both in memory, with everything a test does to it and wants to know of it. */
export interface Scene {
  readonly shop: MemorySystem;
  readonly erp: MemorySystem;
  readonly flow: FlowPlace;
  readonly graph: JsonObject;
  /** Puts records before the source, starts a run and works until nothing is due. Answers the id of the run. */
  run(...records: readonly JsonObject[]): Promise<string>;
  /** Works until nothing has become due for a while. */
  settle(idleMs?: number): Promise<void>;
  /** The sums of the flow; fails when they do not add up. */
  sums(): Promise<Conservation>;
  log(): Promise<readonly ListedRecord[]>;
}

let number = 0;

/** Makes a scene: by default orders go through a mapping into `things`, matched by `ref`. */
export async function makeScene(
  database: Database,
  { add, engine }: TestEngine,
  options: SceneOptions = {},
): Promise<Scene> {
  number++;
  const shop = createMemorySystem({
    type: `shop${number}`,
    resources: [{ name: "orders", key: "number", label: "customer", ...options.shop }],
  });
  const erp = createMemorySystem({ type: `erp${number}`, resources: options.erp ?? [{ name: "things" }] });
  await add(shop, erp);
  const named = JSON.stringify({
    orders: { type: "source", config: { connection: "$shop", resource: "orders", ...options.source } },
    ...(options.nodes ?? plainNodes),
  })
    .replaceAll('"$shop"', JSON.stringify(shop.definition.type))
    .replaceAll('"$erp"', JSON.stringify(erp.definition.type));
  const graph: JsonObject = {
    format: 1,
    name: "Orders",
    nodes: JSON.parse(named),
    edges: options.edges ?? plainEdges,
    tables: {},
    layout: {},
  };
  const flow = await makeFlow(database, graph);
  return {
    shop,
    erp,
    flow,
    graph,
    async run(...records) {
      shop.push("orders", ...records);
      const runId = await startRun(engine, flow, { triggerKind: "manual" });
      if (runId === undefined) throw new Error("The flow is not active.");
      await workUntilIdle(engine);
      return runId;
    },
    settle: (idleMs = 300) => workUntilIdle(engine, { idleMs }),
    async sums() {
      const sums = await readConservation(database, flow.flowId);
      expect(sums.difference, "records unaccounted for").toBe(0);
      expect(sums.owedDifference, "owed records without an open state").toBe(0);
      return sums;
    },
    log: () => listRecords(database, flow.workspaceId, { flow: flow.flowId, limit: 10_000 }),
  };
}

/** A destination config for `things` of the ERP. */
export function thingsBy(match: string, more: JsonObject = {}): JsonObject {
  return { type: "destination", config: { connection: "$erp", resource: "things", match, ...more } };
}

const plainNodes: JsonObject = {
  map: {
    type: "mapping",
    config: { expression: '{ "ref": number, "total": total, "who": customer }' },
  },
  erp: thingsBy("ref"),
};

const plainEdges: readonly JsonObject[] = [
  { from: "orders", to: "map" },
  { from: "map", to: "erp" },
];

/** Orders with numbers of their own. */
export function makeOrders(count: number, from = 0): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    number: `A${from + index}`,
    total: index,
    customer: `C${index % 7}`,
  }));
}

/** What a memory system holds, by one of its fields. */
export function heldBy(
  system: MemorySystem,
  field: string,
  resource = "things",
): ReadonlyMap<unknown, JsonObject> {
  return new Map(system.records(resource).map(({ data }) => [data[field], data]));
}
