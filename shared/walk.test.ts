import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../nodes/catalog.ts";
import { runners } from "../nodes/pure.ts";
import type { Answer, Delivered, Effects } from "./effects.ts";
import type { Json } from "./json.ts";
import { outcomeKinds, worseKind } from "./outcome.ts";
import { makePlan } from "./plan.ts";
import type { SourceRecord } from "./record.ts";
import { randomGraph, randomRecordData } from "./testing/random-graph.ts";
import { openPlan, type Pass, walk } from "./walk.ts";

const systems = { connection: "c", readable: "r", writable: "w", matchField: "code" };
const catalogue = { nodes: nodeCatalog, connectors: {}, connections: undefined };
const graph = (nodes: object, edges: object[], tables: object = {}) => ({
  format: 1,
  name: "t",
  nodes,
  edges,
  tables,
  layout: {},
});
const source = { type: "source", config: { connection: "c", resource: "r" } };
const destination = { type: "destination", config: { connection: "c", resource: "w", match: "code" } };

function open(document: unknown) {
  const { plan, problems } = makePlan(document, catalogue);
  if (!plan) throw new Error(JSON.stringify(problems));
  return openPlan(plan, runners);
}

function record(data: Json, ordinal = 0): SourceRecord {
  return {
    id: `run-${ordinal}`,
    key: `k${ordinal}`,
    data,
    readAt: "2026-01-01T00:00:00.000Z",
    ordinal,
    deleted: false,
  };
}

/** Effects that answer by a fixed rule of the values asked, so that every walk of equal records gets equal answers. */
const ruled: Effects = {
  lookUp: async (_step, _terms, questions) =>
    questions.map(({ values }): Answer => {
      const text = String(values[0]);
      if (text.endsWith("1")) return { kind: "found", record: { id: text, data: { code: text } } };
      return text.endsWith("2") ? { kind: "ambiguous", count: 2 } : { kind: "missing" };
    }),
  deliver: async (_step, _terms, arrivals) =>
    arrivals.map(({ data }, index): Delivered => {
      const kind = outcomeKinds[(JSON.stringify(data).length + index * 0) % outcomeKinds.length] ?? "created";
      return kind === "filtered" || kind === "superseded"
        ? { outcome: { kind: "skipped", message: "skipped" } }
        : { outcome: { kind, message: kind }, target: { id: "t", data } };
    }),
};

describe("the walk", () => {
  it("ends every record in at least one leaf and gives it the state of its worst", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph(systems),
        fc.array(randomRecordData, { minLength: 1, maxLength: 5 }),
        async (document, data) => {
          const records = data.map(record);
          const walked = await walk(open(document), records, { at: 0, effects: ruled });
          records.forEach((_, origin) => {
            const own = walked.leaves.filter((leaf) => leaf.origin === origin);
            expect(own.length).toBeGreaterThan(0);
            expect(walked.states[origin]).toBe(own.map((leaf) => leaf.outcome.kind).reduce(worseKind));
          });
        },
      ),
    );
  });

  it("gives each record what it would get alone: trouble with one never touches another", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomGraph(systems),
        fc.array(randomRecordData, { minLength: 2, maxLength: 4 }),
        async (document, data) => {
          const records = data.map(record);
          const together = await walk(open(document), records, { at: 0, effects: ruled });
          for (const [origin, one] of records.entries()) {
            const alone = await walk(open(document), [one], { at: 0, effects: ruled });
            const own = together.leaves
              .filter((leaf) => leaf.origin === origin)
              .map(({ recordId, outcome }) => ({ recordId, outcome }));
            expect(own).toEqual(alone.leaves.map(({ recordId, outcome }) => ({ recordId, outcome })));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives every leaf of a record an id of its own", async () => {
    await fc.assert(
      fc.asyncProperty(randomGraph(systems), randomRecordData, async (document, data) => {
        const { leaves } = await walk(open(document), [record(data)], { at: 0, effects: ruled });
        const ids = leaves.map((leaf) => `${leaf.recordId} ${leaf.outcome.node}`);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("is deterministic, $now, $millis, $random and $shuffle included", async () => {
    const text =
      '{ "now": $now(), "millis": $millis(), "random": [$random(), $random()], "shuffle": $shuffle([1..9]) }';
    const document = graph(
      { s: source, m: { type: "mapping", config: { expression: text } }, d: destination },
      [
        { from: "s", to: "m" },
        { from: "m", to: "d" },
      ],
    );
    const outputs: Json[] = [];
    const observe = (pass: Pass) => {
      if (pass.step.name === "m") outputs.push(...pass.outputs.map((output) => output.data));
    };
    const at = Date.UTC(2026, 10, 23, 12);
    await walk(open(document), [record({}), record({}, 1)], { at, effects: ruled, observe });
    await walk(open(document), [record({}), record({}, 1)], { at, effects: ruled, observe });
    expect(outputs[2]).toEqual(outputs[0]);
    expect(outputs[3]).toEqual(outputs[1]);
    expect(outputs[0]).not.toEqual(outputs[1]);
    expect(outputs[0]).toMatchObject({ now: "2026-11-23T12:00:00.000Z", millis: at });
  });

  it("shows expressions behind a step what it answered, and nothing of steps that were not passed", async () => {
    const document = graph(
      {
        s: source,
        found: {
          type: "lookup",
          config: {
            connection: "c",
            resource: "r",
            match: { field: "code", value: "code" },
            onMissing: "null",
          },
        },
        erp: destination,
        m: {
          type: "mapping",
          config: {
            expression:
              '{ "found": $steps.found.code, "id": $steps.erp.id, "none": $steps.other, "source": $source.code, "key": $meta.key }',
          },
        },
        last: destination,
      },
      [
        { from: "s", to: "found" },
        { from: "found", to: "erp" },
        { from: "erp", to: "m" },
        { from: "m", to: "last" },
      ],
    );
    const sent: Json[] = [];
    const effects: Effects = {
      ...ruled,
      deliver: async (step, _terms, arrivals) => {
        if (step.name === "last") sent.push(...arrivals.map((arrival) => arrival.data));
        return arrivals.map(() => ({ outcome: { kind: "created", message: "" }, target: { id: 77 } }));
      },
    };
    await walk(open(document), [record({ code: "x1" })], { at: 0, effects });
    expect(sent).toEqual([{ found: "x1", id: 77, source: "x1", key: "k0" }]);
  });

  it("sends a rejected record by failed with $error when that is connected, and keeps it waiting otherwise", async () => {
    const nodes = {
      s: source,
      d: destination,
      m: { type: "mapping", config: { expression: '{ "code": "x", "why": $error.message }' } },
      other: destination,
    };
    const effects: Effects = {
      ...ruled,
      deliver: async (step, _terms, arrivals) =>
        arrivals.map(({ data }) => ({
          outcome:
            step.name === "d"
              ? { kind: "rejected", code: "no", message: "No such item." }
              : { kind: "created", message: JSON.stringify(data) },
        })),
    };
    const open1 = open(
      graph(nodes, [
        { from: "s", to: "d" },
        { from: "d", port: "failed", to: "m" },
        { from: "m", to: "other" },
      ]),
    );
    const handled = await walk(open1, [record({})], { at: 0, effects });
    expect(handled.states).toEqual(["created"]);
    expect(handled.leaves[0]?.outcome.message).toBe('{"code":"x","why":"No such item."}');
    const waiting = await walk(
      open(graph({ s: source, d: destination }, [{ from: "s", to: "d" }])),
      [record({})],
      { at: 0, effects },
    );
    expect(waiting.states).toEqual(["rejected"]);
  });

  it("stops what is behind a destination while a retry is due there", async () => {
    const effects: Effects = {
      ...ruled,
      deliver: async (_s, _t, arrivals) =>
        arrivals.map(() => ({ outcome: { kind: "retrying", message: "429" } })),
    };
    const document = graph({ s: source, d: destination, e: destination }, [
      { from: "s", to: "d" },
      { from: "d", to: "e" },
    ]);
    const { leaves } = await walk(open(document), [record({})], { at: 0, effects });
    expect(leaves.map((leaf) => [leaf.outcome.node, leaf.outcome.kind])).toEqual([["d", "retrying"]]);
  });

  it("rejects only what reaches a broken step and runs the others", async () => {
    const document = graph(
      {
        s: source,
        f: { type: "filter", config: { keep: "ok" } },
        m: { type: "mapping", config: { expression: "{" } },
        d: destination,
        e: destination,
      },
      [
        { from: "s", to: "f" },
        { from: "f", port: "kept", to: "d" },
        { from: "f", port: "dropped", to: "m" },
        { from: "m", to: "e" },
      ],
    );
    const effects: Effects = {
      ...ruled,
      deliver: async (_s, _t, arrivals) =>
        arrivals.map(() => ({ outcome: { kind: "created", message: "" } })),
    };
    const { states } = await walk(open(document), [record({ ok: true }), record({ ok: false }, 1)], {
      at: 0,
      effects,
    });
    expect(states).toEqual(["created", "rejected"]);
  });

  it("names step, field and range of an expression that fails", async () => {
    const document = graph(
      { s: source, f: { type: "filter", config: { keep: 'amount > "3"' } }, d: destination },
      [
        { from: "s", to: "f" },
        { from: "f", to: "d" },
      ],
    );
    const { leaves } = await walk(open(document), [record({ amount: 4 })], { at: 0, effects: ruled });
    expect(leaves[0]?.outcome).toMatchObject({ kind: "rejected", node: "f", field: "keep", code: "T2009" });
    expect(leaves[0]?.outcome.start).toBeTypeOf("number");
  });

  it("never changes the record it was given", async () => {
    await fc.assert(
      fc.asyncProperty(randomGraph(systems), randomRecordData, async (document, data) => {
        const before = JSON.stringify(data);
        await walk(open(document), [record(data)], { at: 0, effects: ruled });
        expect(JSON.stringify(data)).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the order of outcomes", () => {
  it("is commutative, associative and idempotent", () => {
    const kind = fc.constantFrom(...outcomeKinds);
    fc.assert(
      fc.property(kind, kind, kind, (a, b, c) => {
        expect(worseKind(a, b)).toBe(worseKind(b, a));
        expect(worseKind(a, worseKind(b, c))).toBe(worseKind(worseKind(a, b), c));
        expect(worseKind(a, a)).toBe(a);
      }),
    );
  });
});
