import { parseGraph } from "@trasvase/shared/graph.ts";
import { expect, it } from "vitest";
import { resourceTitle } from "./resource-title.ts";

const { graph } = parseGraph({
  format: 1,
  nodes: {
    orders: { type: "source", config: { connection: "shop", resource: "ndjson" } },
    erp: { type: "destination", config: { connection: "exact", resource: "salesOrders" } },
  },
  edges: [],
});
const types = new Map([["exact", "exact-online"]]);

it("says what the system's people call a resource", () => {
  expect(resourceTitle(graph, types, "salesOrders")).toBe("Sales orders");
});

it("keeps the name where the step, the connection or the connector is not known", () => {
  expect(resourceTitle(graph, types, "ndjson")).toBe("ndjson");
  expect(resourceTitle(graph, types, "accounts")).toBe("accounts");
  expect(resourceTitle(undefined, types, "salesOrders")).toBe("salesOrders");
});
