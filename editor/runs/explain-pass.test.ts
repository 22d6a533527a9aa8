import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { expect, it } from "vitest";
import { explainPass } from "./explain-pass.ts";

const graph: Json = {
  format: 1,
  name: "Orders",
  nodes: {
    orders: { type: "source", config: {} },
    customer: { type: "lookup", config: { match: { field: "Email", value: "email" } } },
    open: { type: "filter", config: { keep: 'Status = "Open" and $steps.customer.Blocked != true' } },
    map: { type: "mapping", config: { expression: "{}" } },
  },
  edges: [],
};
const pass = (node: string, more: Partial<PassRow>): PassRow => ({
  node,
  recordId: "r1",
  input: { Status: "Invoiced", email: "post@jansen.example" },
  outputs: [],
  verdicts: [],
  provisional: false,
  durationMs: 0,
  ...more,
});
const filter = pass("open", { recordId: "r1/orders.out/customer.found" });
const record = {
  graph,
  source: {},
  key: "20261234",
  readAt: "2026-11-23T12:00:00.000Z",
  at: "2026-11-23T12:00:01.000Z",
  sent: [],
  passes: [
    pass("orders", { outputs: [{ port: "out", data: {}, recordId: "r1/orders.out" }] }),
    pass("customer", {
      recordId: "r1/orders.out",
      answer: { Blocked: false },
      outputs: [{ port: "found", data: {}, recordId: "r1/orders.out/customer.found" }],
    }),
    // Another path's answer must not be taken for this one's.
    pass("customer", {
      recordId: "r1/orders.other",
      answer: { Blocked: true },
      outputs: [{ port: "found", data: {}, recordId: "r1/orders.other/customer.found" }],
    }),
    filter,
  ],
};

it("gives each side of a condition its value for the record", () => {
  const clauses = explainPass(record, filter)?.keep ?? [];
  expect(clauses.map((clause) => clause.operands.map((operand) => operand.value))).toEqual([
    ["Invoiced", "Open"],
    [false, true],
  ]);
  expect(clauses.map((clause) => clause.holds)).toEqual([false, true]);
});

it("has nothing to say of steps without conditions or graphs that cannot be read", () => {
  expect(explainPass(record, pass("map", {}))).toBeUndefined();
  expect(explainPass({ ...record, graph: 1 }, filter)).toBeUndefined();
});
