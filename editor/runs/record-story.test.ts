import type { Outcome, OutcomeKind } from "@trasvase/shared/outcome.ts";
import { expect, it } from "vitest";
import { storyOf } from "./record-story.ts";

const leaf = (kind: OutcomeKind, more: Partial<Outcome> = {}) => ({
  recordId: "r1",
  outcome: { kind, node: "erp", message: "", ...more },
});
const target = { resource: "salesOrders", id: "5512" };

it.each([
  ["created", [leaf("created", { target }), leaf("filtered")], "createdAs", "erp"],
  ["created", [leaf("created"), leaf("created", { target, node: "second" })], "createdAs", "second"],
  ["created", [leaf("created")], "created", "erp"],
  ["rejected", [leaf("created", { target }), leaf("rejected", { node: "late" })], "rejected", "late"],
  ["rejected", [leaf("rejected", { target })], "rejected", "erp"],
  ["retrying", [], "retrying", "orders"],
] as const)(
  "tells of a %s record the worst ending, with its target when known",
  (outcome, leaves, key, node) => {
    const story = storyOf({ outcome, leaves: [...leaves], message: "Why", node: "orders" });
    expect(story.key).toBe(key);
    expect(story.outcome?.node).toBe(node);
  },
);
