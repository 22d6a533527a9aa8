import type { FlowRow } from "@trasvase/shared/contract/flow.ts";
import { describe, expect, it } from "vitest";
import { arrangeFlows, type FlowSelection } from "./arrange-flows.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const flow = (name: string, more: Partial<FlowRow> = {}): FlowRow => ({
  id: name,
  name,
  status: "active",
  to: [{ connector: "exact-online", title: "Exact Online" }],
  records24h: 0,
  days: [],
  openFailures: 0,
  noOutput: false,
  updatedAt: "2026-11-01T00:00:00Z",
  ...more,
});
const all: FlowSelection = { text: "", filter: "all", now };
const names = (flows: readonly FlowRow[], selection: Partial<FlowSelection>) =>
  arrangeFlows(flows, { ...all, ...selection }).map((one) => one.name);

describe("the flows list", () => {
  it("puts first what needs attention, then what changed last", () => {
    const flows = [
      flow("calm"),
      flow("newer", { updatedAt: "2026-11-02T00:00:00Z" }),
      flow("silent", { noOutput: true }),
      flow("failing", { openFailures: 2 }),
      flow("stopped", { status: "stopped" }),
      flow("unconnected", { status: "needs-connection" }),
    ];
    expect(names(flows, {})).toEqual(["stopped", "failing", "unconnected", "silent", "newer", "calm"]);
  });

  it.each([
    ["failing", ["bad"]],
    ["active", ["bad", "new"]],
    ["draft", ["draft"]],
    ["changedThisWeek", ["new"]],
  ] as const)("shows under %s only %j", (filter, expected) => {
    const flows = [
      flow("bad", { openFailures: 1 }),
      flow("draft", { status: "draft" }),
      flow("new", { updatedAt: "2026-11-22T00:00:00Z" }),
    ];
    expect(names(flows, { filter }).sort()).toEqual([...expected].sort());
  });

  it("finds flows by name and by system, whatever the case", () => {
    const flows = [flow("Web orders"), flow("Stock", { to: [{ connector: "file", title: "Files" }] })];
    expect(names(flows, { text: "WEB" })).toEqual(["Web orders"]);
    expect(names(flows, { text: "exact" })).toEqual(["Web orders"]);
  });
});
