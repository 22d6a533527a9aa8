import { parseGraph } from "@trasvase/shared/graph.ts";
import { describe, expect, it } from "vitest";
import { findTarget, targetFields } from "./find-target.ts";

const types = new Map([
  ["exact", "exact-online"],
  ["files", "file"],
]);

function graphOf(edges: [string, string][]) {
  const { graph } = parseGraph({
    format: 1,
    nodes: {
      map: { type: "mapping", config: {} },
      other: { type: "mapping", config: {} },
      big: { type: "filter", config: {} },
      exact: {
        type: "destination",
        config: {
          connection: "exact",
          resource: "accounts",
          match: "Code",
          createOnly: ["Name"],
          onMissing: "skip",
        },
      },
      file: { type: "destination", config: { connection: "files", resource: "csv" } },
    },
    edges: edges.map(([from, to]) => ({ from, to })),
  });
  if (!graph) throw new Error("The graph of this test does not parse.");
  return graph;
}

describe("the target of a mapping", () => {
  it("is the destination behind it, through steps that pass the record on", () => {
    const target = findTarget(
      graphOf([
        ["map", "big"],
        ["big", "exact"],
      ]),
      "map",
      types,
    );
    expect(target).toMatchObject({ node: "exact", match: ["Code"], createOnly: ["Name"], creates: false });
  });

  it.each([
    [
      "another mapping in between",
      [
        ["map", "other"],
        ["other", "exact"],
      ],
    ],
    ["a destination without declared fields", [["map", "file"]]],
    ["nothing behind it", []],
    [
      "a circle",
      [
        ["map", "big"],
        ["big", "big"],
      ],
    ],
  ] as [string, [string, string][]][])("is unknown with %s", (_case, edges) => {
    expect(findTarget(graphOf(edges), "map", types)).toBeUndefined();
  });

  it("asks for what is needed on create only where records are created", () => {
    const target = findTarget(graphOf([["map", "exact"]]), "map", types);
    if (!target) throw new Error("There is a target.");
    const needed = targetFields({ ...target, creates: true }).filter((one) => one.required);
    expect(needed.length).toBeGreaterThan(targetFields(target).filter((one) => one.required).length);
    expect(targetFields(target).every((one) => one.field.writable !== false)).toBe(true);
  });
});
