import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../nodes/catalog.ts";
import type { Catalogue } from "./plan.ts";
import { makePlan } from "./plan.ts";
import { randomGraph } from "./testing/random-graph.ts";

const catalogue: Catalogue = { nodes: nodeCatalog, connectors: {}, connections: undefined };
const codes = (document: unknown) => makePlan(document, catalogue).problems.map((problem) => problem.code);

const source = { type: "source", config: { connection: "shop", resource: "orders" } };
const keep = { type: "filter", config: { keep: "total > 0" } };
const erp = { type: "destination", config: { connection: "erp", resource: "orders", match: "id" } };
const graph = (nodes: object, edges: object[]) => ({
  format: 1,
  name: "t",
  nodes,
  edges,
  tables: {},
  layout: {},
});

describe("planning", () => {
  it("never throws on any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => Array.isArray(makePlan(document, catalogue).problems)),
    );
  });

  it("never throws on a graph damaged anywhere", () => {
    const systems = { connection: "c", readable: "r", writable: "w", matchField: "code" };
    fc.assert(
      fc.property(randomGraph(systems), fc.nat(), fc.jsonValue({ maxDepth: 2 }), (document, pick, junk) => {
        const damaged = JSON.parse(JSON.stringify(document));
        const places: [Record<string, unknown>, string][] = [];
        const visit = (value: unknown): void => {
          if (typeof value !== "object" || value === null) return;
          for (const key of Object.keys(value)) {
            places.push([value as Record<string, unknown>, key]);
            visit((value as Record<string, unknown>)[key]);
          }
        };
        visit(damaged);
        const place = places[pick % places.length];
        if (place) place[0][place[1]] = junk;
        expect(Array.isArray(makePlan(damaged, catalogue).problems)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("puts every step behind all that lead to it", () => {
    const systems = { connection: "c", readable: "r", writable: "w", matchField: "code" };
    fc.assert(
      fc.property(randomGraph(systems), (document) => {
        const { plan } = makePlan(document, catalogue);
        expect(plan).toBeDefined();
        for (const step of plan?.steps ?? []) {
          for (const behind of step.next.values())
            for (const next of behind) expect(next).toBeGreaterThan(step.index);
        }
      }),
    );
  });

  it.each([
    ["an unknown node type", graph({ s: source, x: { type: "wizard" } }, []), "unknown-node-type"],
    [
      "an edge to nowhere",
      graph({ s: source, d: erp }, [
        { from: "s", to: "d" },
        { from: "s", to: "gone" },
      ]),
      "dangling-edge",
    ],
    [
      "a cycle",
      graph({ s: source, a: keep, b: keep, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "b" },
        { from: "b", to: "a" },
        { from: "b", to: "d" },
      ]),
      "cycle",
    ],
    [
      "a step leading to itself",
      graph({ s: source, a: keep, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "a" },
        { from: "a", to: "d" },
      ]),
      "cycle",
    ],
    [
      "a connection made twice",
      graph({ s: source, d: erp }, [
        { from: "s", to: "d" },
        { from: "s", port: "out", to: "d" },
      ]),
      "duplicate-edge",
    ],
    [
      "a step nothing leads to",
      graph({ s: source, d: erp, a: keep }, [{ from: "s", to: "d" }]),
      "unreachable",
    ],
    [
      "an exit that does not exist",
      graph({ s: source, a: keep, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", port: "maybe", to: "d" },
      ]),
      "unknown-port",
    ],
    [
      "a way into a source",
      graph({ s: source, d: erp }, [
        { from: "s", to: "d" },
        { from: "d", to: "s" },
      ]),
      "no-entry",
    ],
    [
      "two sources",
      graph({ s: source, t: source, d: erp }, [
        { from: "s", to: "d" },
        { from: "t", to: "d" },
      ]),
      "second-source",
    ],
    ["no source", graph({ d: erp }, []), "no-source"],
    ["no destination", graph({ s: source, a: keep }, [{ from: "s", to: "a" }]), "no-destination"],
    [
      "an unknown setting",
      graph({ s: source, a: { type: "filter", config: { keep: "1", mode: 1 } }, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "d" },
      ]),
      "shape",
    ],
    [
      "something to fill in",
      graph({ s: source, a: { type: "filter", config: {} }, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "d" },
      ]),
      "to-fill-in",
    ],
  ])("reports %s", (_what, document, code) => {
    expect(codes(document)).toContain(code);
  });

  it("says nothing bad about a graph that is right", () => {
    const { plan, problems } = makePlan(
      graph({ s: source, a: keep, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "d" },
      ]),
      catalogue,
    );
    expect(problems.filter((problem) => problem.severity !== "note")).toEqual([]);
    expect(plan?.steps.map((step) => step.name)).toEqual(["s", "a", "d"]);
  });

  it("gives the exact range of an expression that cannot be parsed", () => {
    const bad = { type: "filter", config: { keep: 'status = "paid" ] total' } };
    const problem = makePlan(
      graph({ s: source, a: bad, d: erp }, [
        { from: "s", to: "a" },
        { from: "a", to: "d" },
      ]),
      catalogue,
    ).problems.find((one) => one.field === "keep");
    expect(problem).toMatchObject({ node: "a", severity: "error" });
    expect(bad.config.keep.slice(problem?.start, problem?.end)).toBe("]");
    expect(problem?.start).toBeGreaterThan(15);
  });

  it("marks ways that meet again amber, and only those that a record can take together", () => {
    const all = {
      type: "router",
      config: {
        mode: "all",
        branches: [
          { name: "x", when: "1" },
          { name: "y", when: "1" },
        ],
      },
    };
    const first = { type: "router", config: { ...all.config, mode: "first" } };
    const join = (router: object) =>
      codes(
        graph({ s: source, r: router, m: keep, d: erp }, [
          { from: "s", to: "r" },
          { from: "r", port: "x", to: "m" },
          { from: "m", to: "d" },
          { from: "r", port: "y", to: "d" },
        ]),
      );
    expect(join(all)).toContain("double-arrival");
    expect(join(first)).not.toContain("double-arrival");
    expect(
      codes(
        graph({ s: source, a: keep, b: keep, d: erp }, [
          { from: "s", to: "a" },
          { from: "s", to: "b" },
          { from: "a", to: "d" },
          { from: "b", to: "d" },
        ]),
      ),
    ).toContain("double-arrival");
    expect(
      codes(
        graph({ s: source, a: keep, b: keep, d: erp }, [
          { from: "s", to: "a" },
          { from: "a", port: "kept", to: "d" },
          { from: "a", port: "dropped", to: "b" },
          { from: "b", to: "d" },
        ]),
      ),
    ).not.toContain("double-arrival");
  });

  it("handles ten thousand steps in a row without exhausting the stack", () => {
    const count = 9_998;
    const names = Array.from({ length: count }, (_, index) => `n${index}`);
    const nodes = Object.fromEntries(names.map((name) => [name, keep]));
    const chain = ["s", ...names, "d"];
    const edges = chain.slice(1).map((to, index) => ({ from: chain[index], to }));
    const { plan, problems } = makePlan(graph({ s: source, d: erp, ...nodes }, edges), catalogue);
    expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
    expect(plan?.steps).toHaveLength(count + 2);
  }, 2_000);
});
