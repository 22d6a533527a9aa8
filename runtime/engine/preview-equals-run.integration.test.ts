import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { nodeTypes } from "@trasvase/shared/node.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PreviewSession } from "../../editor/preview/preview-session.ts";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { makeScene, thingsBy } from "../testing/make-scene.ts";
import { explainRecord } from "./explain.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

/** 200 orders that differ in everything the flow looks at. */
const orders: readonly JsonObject[] = Array.from({ length: 200 }, (_, index) => ({
  number: `N${index}`,
  status: ["paid", "open", "paid", "sent"][index % 4] ?? "paid",
  country: ["NL", "BE", "DE", "FR"][index % 3] ?? "NL",
  total: index % 7 === 0 ? `${index}.50` : index * 1.1,
  customer: `C${index % 5}`,
  lines: Array.from({ length: index % 4 }, (_, line) => ({ sku: `S${(index + line) % 6}`, qty: line + 1 })),
  ...(index % 11 === 0 ? {} : { note: `n"${index}\u00e9` }),
}));

/** Every node type, a system in the middle whose answer is read behind it, and steps that refuse some records. */
const nodes: JsonObject = {
  paid: { type: "filter", config: { keep: 'status != "open"' } },
  way: {
    type: "router",
    config: {
      mode: "all",
      branches: [
        { name: "home", when: 'country = "NL"' },
        { name: "abroad", when: 'country != "NL" and $number(total) > 20' },
      ],
    },
  },
  known: {
    type: "lookup",
    config: {
      connection: "$erp",
      resource: "customers",
      match: { field: "code", value: "customer" },
      onMissing: "port",
    },
  },
  newcomer: { type: "mapping", config: { expression: '{ "code": customer, "seen": $now() }' } },
  customer: {
    type: "destination",
    config: { connection: "$erp", resource: "customers", match: "code", createOnly: ["seen"] },
  },
  order: {
    type: "mapping",
    config: {
      expression:
        '{ "ref": number, "who": $exists($steps.known.id) ? $steps.known.id : $steps.customer.id, "key": $meta.key, "note": note, "sum": $sum(lines.qty), "total": $number(total) * 3 }',
    },
  },
  erp: thingsBy("ref"),
  lines: { type: "split", config: { items: "lines", key: "sku" } },
  item: {
    type: "mapping",
    config: {
      expression:
        '{ "ref": $source.number & "/" & $meta.key, "sku": sku, "qty": qty > 2 ? $error("x") : qty }',
    },
  },
  stock: thingsBy("ref", { onMissing: "create" }),
  remark: { type: "note", config: { text: "Nothing." } },
};

const edges: readonly JsonObject[] = [
  { from: "orders", to: "paid" },
  { from: "paid", to: "way" },
  { from: "way", port: "home", to: "known" },
  { from: "way", port: "abroad", to: "lines" },
  { from: "known", port: "missing", to: "newcomer" },
  { from: "known", port: "found", to: "order" },
  { from: "newcomer", to: "customer" },
  { from: "customer", to: "order" },
  { from: "order", to: "erp" },
  { from: "lines", to: "item" },
  { from: "item", to: "stock" },
];

/** What a pass says of the record, as bytes. Durations and what only a preview or only a run knows are left out. */
function bytes(pass: PassRow, root: string): string {
  const relative = (id: string) => id.slice(root.length);
  const { node, recordId, input, outputs, verdicts, answer, outcome } = pass;
  const left = outputs.map((output) => ({ ...output, recordId: relative(output.recordId) }));
  return JSON.stringify([node, relative(recordId), input, left, verdicts, answer ?? null, outcome ?? null]);
}

function passesOf(all: readonly PassRow[], root: string): readonly string[] {
  return all.map((pass) => bytes(pass, root)).sort();
}

describe("preview and run", () => {
  it("give byte-equal values at every step for 200 records through every node type, for equal answers", async () => {
    const scene = await makeScene(test.database, world, {
      nodes,
      edges,
      erp: [{ name: "things" }, { name: "customers" }],
    });
    scene.erp.put("customers", { code: "C1" });
    scene.erp.put("customers", { code: "C3", name: "Three" });
    await scene.run(...orders);
    const { graph } = parseGraph(scene.graph);
    if (!graph) throw new Error("The graph is right.");
    expect(new Set(Object.values(graph.nodes).map((node) => node.type))).toEqual(new Set(nodeTypes));
    const sent = new Map(scene.erp.journal.map(({ intent }) => [intent.id, JSON.stringify(intent.data)]));
    const log = await scene.log();
    expect(log).toHaveLength(200);
    const reached = new Set<string>();
    let compared = 0;
    for (const row of log) {
      const explained = await explainRecord(world.engine, scene.flow.workspaceId, row);
      if (!explained) throw new Error("The log keeps the record.");
      const preview = await new PreviewSession().compute({
        graph,
        connections: undefined,
        sample: { key: row.key, data: explained.source, readAt: explained.readAt },
        answered: explained.passes,
      });
      const passes = Object.values(preview.passes).flat();
      expect(preview.pending, row.key).toEqual([]);
      expect(passesOf(passes, "sample")).toEqual(passesOf(explained.passes, row.recordId));
      for (const pass of passes) {
        reached.add(pass.node);
        // What really left the process, as the system received it.
        const left = sent.get(`${row.recordId}${pass.recordId.slice("sample".length)}/${pass.node}`);
        if (left === undefined || pass.node === "customer") continue;
        expect(left).toBe(JSON.stringify(pass.input));
        compared++;
      }
    }
    expect([...reached].sort()).toEqual(
      Object.keys(graph.nodes)
        .filter((name) => name !== "remark")
        .sort(),
    );
    expect(compared).toBeGreaterThan(100);
  }, 60_000);
});
