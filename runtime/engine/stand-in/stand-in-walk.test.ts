import { createHmac } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { makeStandIns } from "@trasvase/shared/stand-in/stand-ins.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomGraph, randomOrders } from "../../testing/random-graph.ts";
import { walkLive } from "../../testing/walk-live.ts";
import { replay } from "../replay.ts";
import { parseEffects } from "../stored-effects.ts";
import { leafPlace, type RecordLeaf } from "../walk-records.ts";
import { type StandInRecord, walkWithStandIns } from "./stand-in-walk.ts";

const standIns = makeStandIns((text) => createHmac("sha256", "key").update(text).digest());

const fields = {
  fields: [
    { name: "code", title: "Code", type: "text", personal: true },
    { name: "name", title: "Name", type: "text", personal: true },
    { name: "city", title: "City", type: "text" },
  ],
} as const;
const customers = ["C0", "C2", "C3", "C3"].map((code) => ({
  code: `canary ${code}`,
  name: `Anna CANARY ${code}`,
  city: "Breda",
  group: "B2B",
}));

/** The graph with its source reading orders whose customers are personal. */
function markPersonal(graph: JsonObject, personal = ["customer", "lines.customer"]): JsonObject {
  return JSON.parse(
    JSON.stringify(graph).replace(
      '"resource":"orders"',
      `"resource":"orders","personal":${JSON.stringify(personal)}`,
    ),
  );
}

const withCanary = (orders: readonly JsonObject[]): JsonObject[] =>
  JSON.parse(JSON.stringify(orders).replaceAll(/"customer":"(C\d)"/g, '"customer":"canary $1"'));

async function standInsOf(graph: JsonObject, orders: readonly JsonObject[], failures = 0) {
  const { book, flow, systems, walked } = await walkLive(graph, orders, { failures, customers, fields });
  const { opened, personal } = flow;
  if (!personal) throw new Error("Nothing is personal in this graph.");
  const seen = walked.map((one) => ({ ...one, effects: book.of(one.record.id) }));
  const made = await walkWithStandIns({ opened, personal, standIns }, seen);
  return { made, seen, systems };
}

const orderOf = (data: Json | undefined): JsonObject => (isJsonObject(data) ? data : {});

const waysOf = (leaves: readonly RecordLeaf[]) =>
  leaves.map((leaf) => `${leafPlace(leaf)} ${leaf.outcome.kind} ${leaf.outcome.code ?? ""}`).sort();

const stored = (one: StandInRecord) => {
  const { effects, record } = JSON.parse(JSON.stringify(one)) as StandInRecord;
  return { record, effects: parseEffects(effects) };
};

describe("a walk with stand-ins", () => {
  it("holds nothing personal, and its replay takes every way that the record took", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph({ source: "shop", target: "erp" }),
        randomOrders,
        fc.nat(2),
        async (random, orders, failures) => {
          const graph = markPersonal(random);
          const { made, seen, systems } = await standInsOf(graph, withCanary(orders), failures);
          for (const [index, one] of made.entries()) {
            expect(JSON.stringify(one)).not.toMatch(/canary/i);
            expect(one.deviates).toBe(false);
            expect(waysOf(one.leaves)).toEqual(waysOf(seen[index]?.leaves ?? []));
            const again = await replay(systems, graph, stored(one));
            expect(waysOf(again.leaves)).toEqual(waysOf(one.leaves));
            expect(JSON.stringify(again)).not.toMatch(/canary/i);
            const { customer = "", total = 0 } = orderOf(seen[index]?.record.data);
            expect(again.passes[0]?.input).toMatchObject({ total, customer: standIns.value(customer) });
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  const chain = (...steps: readonly (readonly [string, JsonObject, string?])[]): JsonObject => {
    const all: readonly (readonly [string, JsonObject, string?])[] = [
      ["orders", { type: "source", config: { connection: "shop", resource: "orders" } }],
      ...steps,
    ];
    return {
      format: 1,
      name: "Chain",
      nodes: Object.fromEntries(all.map(([name, node]) => [name, node])),
      edges: all.slice(1).map(([name], index) => {
        const [from, , port] = all[index] ?? [""];
        return { from, to: name, ...(port === undefined ? {} : { port }) };
      }),
      tables: {},
      layout: {},
    };
  };
  const out: readonly [string, JsonObject] = [
    "out",
    { type: "destination", config: { connection: "erp", resource: "things", match: "ref" } },
  ];
  const find: readonly [string, JsonObject] = [
    "who",
    {
      type: "lookup",
      config: { connection: "erp", resource: "customers", match: { field: "code", value: "customer" } },
    },
  ];
  const order = { number: "A1", customer: "canary C2", total: 5 };

  it("replaces what was made of personal values too: in requests, answers and messages", async () => {
    const graph = markPersonal(
      chain(
        find,
        [
          "map",
          {
            type: "mapping",
            config: {
              expression:
                '{ "ref": $uppercase(customer) & "/" & number, "initial": $substring(customer, 0, 6), "name": $steps.who.name, "group": $steps.who.group }',
            },
          },
        ],
        out,
      ),
    );
    const { made, systems } = await standInsOf(graph, [order]);
    const [one] = made;
    if (!one) throw new Error("Nothing was walked.");
    expect(JSON.stringify(one)).not.toMatch(/canary|anna/i);
    const { passes } = await replay(systems, graph, stored(one));
    const sent = passes.find((pass) => pass.node === "out");
    expect(sent?.input).toEqual({
      ref: `${standIns.text("CANARY C2")}/A1`,
      initial: standIns.text("canary C2").slice(0, 6),
      name: standIns.text("Anna CANARY C2"),
      group: "B2B",
    });
    expect(sent?.answer).toMatchObject({ group: "B2B", initial: standIns.text("canary C2").slice(0, 6) });
  });

  it("words a refusal with the stand-ins", async () => {
    const graph = markPersonal(
      chain(["map", { type: "mapping", config: { expression: '{ "n": $number(customer) }' } }], out),
    );
    const { made, seen } = await standInsOf(graph, [order]);
    expect(JSON.stringify(seen[0]?.leaves)).toContain("canary");
    expect(made[0]?.leaves[0]?.outcome).toMatchObject({
      kind: "rejected",
      node: "map",
      message: expect.stringContaining(standIns.text("canary C2")),
    });
    expect(JSON.stringify(made)).not.toMatch(/canary/i);
  });

  it("says so when a condition looks into a personal value, and still holds nothing of it", async () => {
    const graph = markPersonal(
      chain(
        ["some", { type: "filter", config: { keep: '$contains(customer, "canary")' } }, "kept"],
        ["map", { type: "mapping", config: { expression: '{ "ref": number, "for": customer }' } }],
        out,
      ),
    );
    const { made, seen } = await standInsOf(graph, [order]);
    expect(made[0]).toMatchObject({ deviates: true });
    expect(waysOf(made[0]?.leaves ?? [])).toEqual(waysOf(seen[0]?.leaves ?? []));
    expect(JSON.stringify(made)).not.toMatch(/canary/i);
    expect(made[0]?.effects).toHaveLength(1);
  });
});
