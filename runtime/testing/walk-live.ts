import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import { ConnectorError, type ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { openLiveDoor } from "../engine/effects.ts";
import type { Systems } from "../engine/engine.ts";
import { noIntents } from "../engine/intents.ts";
import { WalkLinks } from "../engine/links.ts";
import { catalogueOf, openFlow } from "../engine/open.ts";
import { passRow } from "../engine/pass-rows.ts";
import { nameRecords } from "../engine/source-records.ts";
import { EffectBook, withStoredEffects } from "../engine/stored-effects.ts";
import { walkRecords } from "../engine/walk-records.ts";
import { Writers } from "../engine/write-calls.ts";
import { testServices } from "./make-engine.ts";

/** What the systems of a live walk are like; left out, there are a few customers and nothing fails. */
export interface LiveOptions {
  /** How often each kind of call of the ERP fails first. */
  readonly failures?: number;
  readonly customers?: readonly JsonObject[];
  readonly fields?: Pick<ResourceDefinition, "fields">;
}

const plainCustomers = [{ code: "C0", name: "Zero" }, { code: "C2" }, { code: "C3" }, { code: "C3" }];

/** Walks orders through a graph live, in memory, and gives the passes and effects of each record. */
export async function walkLive(
  graph: JsonObject,
  orders: readonly JsonObject[],
  { customers = plainCustomers, failures = 0, fields }: LiveOptions = {},
) {
  const shop = createMemorySystem({ type: "shop", resources: [{ name: "orders", key: "number" }] });
  const erp = createMemorySystem({
    type: "erp",
    resources: [{ name: "things" }, { name: "customers", ...fields }],
    seed: { customers },
  });
  const systems: Systems = {
    nodes: nodeCatalog,
    runners,
    connectors: { shop: shop.definition, erp: erp.definition },
    clients: { shop: shop.connector, erp: erp.connector },
  };
  const connections = new Map([
    ["shop", "shop"],
    ["erp", "erp"],
  ]);
  const { plan } = makePlan(graph, catalogueOf(systems, connections));
  const flow = plan && openFlow(plan, systems, connections);
  if (!flow) throw new Error("The random graph has no plan.");
  for (let index = 0; index < failures; index++) {
    erp.fail(
      { on: "write", answer: { kind: "transient", code: "busy", message: "Busy." } },
      { on: "find", answer: new ConnectorError("transient", "down", "Down.") },
      { on: "write", answer: { kind: "rejected", code: "bad", message: "Refused." } },
    );
  }
  const reader = await erp.connector.openReader(
    { name: "erp", connector: "erp", settings: {}, secrets: {} },
    testServices,
  );
  const writer = await erp.connector.openWriter(
    { name: "erp", connector: "erp", settings: {}, secrets: {} },
    testServices,
  );
  const door = openLiveDoor({
    opened: flow.opened,
    connections,
    connectors: systems.connectors,
    links: new WalkLinks({ connection: "shop", resource: "orders" }),
    reader: async () => reader,
    writers: new Writers(async () => writer),
    intents: noIntents,
    onBroken: async () => {},
    looksInto: () => 0,
    wait: async () => {},
    callTimeoutMs: 1000,
    matchWaitMs: 0,
    signal: new AbortController().signal,
  });
  const book = new EffectBook();
  const records = nameRecords(
    flow,
    orders.map((data) => ({ data })),
    { runId: "run", ordinal: 0, readAt: "2026-11-23T10:00:00.000Z" },
  );
  const passes = new Map<string, PassRow[]>(records.map((record) => [record.id, []]));
  const walked = await walkRecords(
    flow.opened,
    records,
    withStoredEffects(door, new Map(), book),
    (pass, record) => {
      passes.get(record.id)?.push(passRow(pass));
    },
  );
  return { systems, flow, walked, passes, book, mutations: () => erp.calls().mutations };
}
