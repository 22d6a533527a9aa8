import { nodeTypes } from "@trasvase/shared/node.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitions } from "../document/catalogue.ts";
import { connect } from "../document/edits/connect.ts";
import type { Point } from "../document/geometry.ts";
import { orderFlow } from "../document/testing/graphs.ts";
import { distanceToLine, edgeCorners, labelPlace, roundedPath } from "./edge-geometry.ts";
import { nearestEdge } from "./nearest-edge.ts";
import { outlineOf } from "./node-outline.ts";
import { edgesOf, firstStep, nextEdge, walkFrom } from "./walk-steps.ts";

const point: fc.Arbitrary<Point> = fc.tuple(
  fc.integer({ min: -2000, max: 2000 }),
  fc.integer({ min: -2000, max: 2000 }),
);

describe("the line of an edge", () => {
  it("begins and ends where it should, with right angles only", () => {
    fc.assert(
      fc.property(point, point, (start, end) => {
        const corners = edgeCorners(start, end);
        expect(corners[0]).toEqual(start);
        expect(corners.at(-1)).toEqual(end);
        for (let index = 1; index < corners.length; index++) {
          const [a, b] = [corners[index - 1], corners[index]];
          expect(a?.[0] === b?.[0] || Math.abs((a?.[1] ?? 0) - (b?.[1] ?? 0)) < 1).toBe(true);
        }
      }),
    );
  });

  it("goes straight across between steps that stand close, without a detour", () => {
    expect(edgeCorners([0, 0], [36, 120])).toEqual([
      [0, 0],
      [18, 0],
      [18, 120],
      [36, 120],
    ]);
  });

  it("enters its target from the left, also when that lies behind", () => {
    fc.assert(
      fc.property(point, point, (start, end) => {
        fc.pre(start[0] !== end[0] || start[1] !== end[1]);
        const before = edgeCorners(start, end).at(-2);
        expect(before?.[0]).toBeLessThan(end[0] + 1);
      }),
    );
  });

  it("has its label on it", () => {
    fc.assert(
      fc.property(
        point,
        point,
        fc.constantFrom("early" as const, "late" as const, "alone" as const),
        (start, end, bend) => {
          const corners = edgeCorners(start, end, bend);
          expect(distanceToLine(labelPlace(corners, bend).at, corners)).toBeLessThan(1);
          expect(roundedPath(corners)).not.toContain("NaN");
        },
      ),
    );
  });
});

describe("outlines", () => {
  it("are closed for every type, and no two types share one", () => {
    const drawn = nodeTypes
      .filter((type) => type !== "note")
      .map((type) => outlineOf(type, { width: 240, height: 168 }));
    for (const { body, spine } of drawn) {
      expect(body).toMatch(/^M[^N]*Z$/);
      expect(spine).toMatch(/^M[^N]*Z$/);
    }
    expect(new Set(drawn.map(({ body, extra }) => `${body} ${extra ?? ""}`)).size).toBe(drawn.length);
  });
});

describe("walking by arrow keys", () => {
  const branched = connect(orderFlow, { from: "paid", port: "dropped", to: "erp" }, definitions).graph;

  it.each([
    ["orders", "right", "paid"],
    ["paid", "left", "orders"],
    ["orders", "left", undefined],
    ["erp", "right", undefined],
    ["orders", "down", "remark"],
    ["remark", "up", "orders"],
  ] as const)("from %s %s leads to %s", (from, direction, to) => {
    expect(walkFrom(branched, from, direction, definitions)).toBe(to);
  });

  it("begins at the source", () => {
    expect(firstStep(orderFlow, definitions)).toBe("orders");
  });

  it("goes through the edges of a step, those that leave it first, round and round", () => {
    expect(edgesOf(branched, "paid", definitions)).toEqual([
      "paid:kept>toErp",
      "paid:dropped>erp",
      "orders:out>paid",
    ]);
    expect(nextEdge(branched, "paid:kept>toErp", 1, definitions)).toBe("paid:dropped>erp");
    expect(nextEdge(branched, "paid:kept>toErp", -1, definitions)).toBe("orders:out>paid");
  });
});

describe("dropping near an edge", () => {
  it("finds the edge within the radius and none beyond it", () => {
    const between: Point = [288, 36];
    expect(nearestEdge(orderFlow, between, 24, definitions)).toBe("orders:out>paid");
    expect(nearestEdge(orderFlow, [288, 100], 24, definitions)).toBeUndefined();
    expect(nearestEdge(orderFlow, between, 24, definitions, "paid")).toBeUndefined();
  });
});
