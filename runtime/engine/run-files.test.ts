import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { describe, expect, it } from "vitest";
import { openFlow } from "./open.ts";
import { type FileRun, runFiles, writingLines } from "./run-files.ts";
import { nothingBehind, type TracingEffects } from "./stored-effects.ts";

const systems = { nodes: nodeCatalog, runners, connectors: {}, clients: {} };

function flowOf(nodes: object, edges: object[], limits?: object) {
  const document = { format: 1, name: "t", nodes, edges, tables: {}, limits, layout: {} };
  const { plan } = makePlan(document, { nodes: nodeCatalog, connectors: {}, connections: undefined });
  const flow = plan && openFlow(plan, systems, new Map());
  if (!flow) throw new Error("no plan");
  return flow;
}

const source = { type: "source", config: { connection: "in", resource: "ndjson", key: "id" } };
const out = { type: "destination", config: { connection: "out", resource: "ndjson" } };

async function* batchesOf(records: readonly RawRecord[], size: number) {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size);
}

function fileRun(
  more: Partial<FileRun> & Pick<FileRun, "flow" | "batches">,
): FileRun & { lines: Json[]; rejected: string[] } {
  const lines: Json[] = [];
  const rejected: string[] = [];
  const sink = { add: (record: Json) => void lines.push(record) };
  return {
    effects: writingLines(nothingBehind("nothing"), "out", sink),
    onlyFiles: true,
    flush: async () => {},
    onRejected: (record, outcome) => rejected.push(`${record.key} ${outcome.node}: ${outcome.code}`),
    wait: async () => {},
    ...more,
    lines,
    rejected,
  };
}

describe("a run on files", () => {
  it("stops a record at the limits of its flow, and that record only", async () => {
    const nodes = {
      in: source,
      long: { type: "mapping", config: { expression: '{ "length": $length($pad("", id, "x")) }' } },
      out,
    };
    const edges = [
      { from: "in", to: "long" },
      { from: "long", to: "out" },
    ];
    const records = [{ data: { id: 20 } }, { data: { id: 2_000 } }];
    const limited = fileRun({
      flow: flowOf(nodes, edges, { stringLength: 1_000 }),
      batches: batchesOf(records, 2),
    });
    await runFiles(limited);
    expect([limited.lines, limited.rejected]).toEqual([[{ length: 20 }], ["2000 long: X1001"]]);
    const free = fileRun({ flow: flowOf(nodes, edges), batches: batchesOf(records, 2) });
    await runFiles(free);
    expect([free.lines.length, free.rejected]).toEqual([2, []]);
  });

  it("writes in input order, whatever way the records take", async () => {
    const flow = flowOf(
      {
        in: source,
        even: { type: "filter", config: { keep: "id % 2 = 0" } },
        m: { type: "mapping", config: { expression: "$" } },
        out,
      },
      [
        { from: "in", to: "even" },
        { from: "even", port: "dropped", to: "out" },
        { from: "even", port: "kept", to: "m" },
        { from: "m", to: "out" },
      ],
    );
    const records = Array.from({ length: 25 }, (_, id) => ({ data: { id: id + 1 } }));
    const run = fileRun({ flow, batches: batchesOf(records, 7) });
    expect(await runFiles(run)).toEqual({ read: 25, counts: { created: 25 } });
    expect(run.lines).toEqual(records.map((record) => record.data));
  });

  it("counts every record once and tells about each rejected one in order", async () => {
    const flow = flowOf({ in: source, f: { type: "filter", config: { keep: "amount > 1" } }, out }, [
      { from: "in", to: "f" },
      { from: "f", to: "out" },
    ]);
    const records: RawRecord[] = [
      { data: { id: "a", amount: "x" } },
      { data: { id: "b", amount: 5 } },
      { data: { id: "c", amount: 0 } },
      { data: { amount: 7 } },
      { data: "{", rejected: { code: "bad-json", message: "Line 5 is not JSON." } },
      { data: { id: "e", amount: "y" } },
    ];
    const run = fileRun({ flow, batches: batchesOf(records, 6) });
    expect(await runFiles(run)).toEqual({ read: 6, counts: { created: 1, filtered: 1, rejected: 4 } });
    expect(run.rejected).toEqual(["a f: T2009", "run-3 in: empty-key", "run-4 in: bad-json", "e f: T2009"]);
    expect(run.lines).toEqual([{ id: "b", amount: 5 }]);
  });

  it.each([
    [2, "created", ["first", "second"]],
    [9, "retrying", ["first", "second"]],
  ])(
    "tries what is only late again, %i failures give %s, and sends nothing else twice",
    async (failures, state, nodes) => {
      const flow = flowOf({ in: source, first: { ...out }, second: { ...out } }, [
        { from: "in", to: "first" },
        { from: "in", to: "second" },
      ]);
      const sent: string[] = [];
      let left = failures;
      const effects: TracingEffects = {
        lookUp: async () => [],
        deliver: async (step, _terms, arrivals) => {
          if (step.name === "second" && left-- > 0) {
            return arrivals.map(() => ({
              outcome: { kind: "retrying" as const, code: "busy", message: "Busy." },
            }));
          }
          sent.push(step.name);
          return arrivals.map(() => ({ outcome: { kind: "created" as const, message: "" } }));
        },
      };
      const run = fileRun({ flow, batches: batchesOf([{ data: { id: 1 } }], 1), effects, onlyFiles: false });
      expect((await runFiles(run)).counts).toEqual({ [state]: 1 });
      expect(sent).toEqual(nodes.slice(0, sent.length));
      expect(sent.filter((node) => node === "first")).toEqual(["first"]);
    },
  );
});
