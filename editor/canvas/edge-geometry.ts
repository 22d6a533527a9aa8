import type { Point } from "../document/geometry.ts";

/** How far an edge runs straight out of an exit and into an entry before it may turn. */
const stub = 24;
/** Where steps stand closer than this on both sides, the line goes around instead. */
const shortestStub = 8;
const cornerRadius = 8;
/** How far an edge that leads backwards passes below the steps. */
const detour = 72;

/**
 * Where a line turns: soon behind its exit, so that lines that fan out part at once, or just before its entry, so that lines that
 * meet do so late. `alone`: neither, so its label may use all of it when it is straight.
 */
export type Bend = "early" | "late" | "alone";

/** The corners of the line from an exit to an entry: right-angled, forwards with one turn, backwards around. */
export function edgeCorners(
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  bend: Bend = "early",
): readonly Point[] {
  const across = toX - fromX;
  if (across >= 2 * shortestStub || (across > 0 && Math.abs(toY - fromY) < 1)) {
    if (Math.abs(toY - fromY) < 1)
      return [
        [fromX, fromY],
        [toX, toY],
      ];
    const turn = Math.min(stub, across / 2);
    const middle = bend === "late" ? toX - turn : fromX + turn;
    return [
      [fromX, fromY],
      [middle, fromY],
      [middle, toY],
      [toX, toY],
    ];
  }
  const between = Math.abs(toY - fromY) > 2 * detour ? (fromY + toY) / 2 : Math.max(fromY, toY) + detour;
  return [
    [fromX, fromY],
    [fromX + stub, fromY],
    [fromX + stub, between],
    [toX - stub, between],
    [toX - stub, toY],
    [toX, toY],
  ];
}

/** An SVG path along corners, rounded. */
export function roundedPath(corners: readonly Point[]): string {
  return corners
    .map((corner, index) => {
      const before = corners[index - 1];
      const behind = corners[index + 1];
      if (!before) return `M${corner[0]} ${corner[1]}`;
      if (!behind) return `L${corner[0]} ${corner[1]}`;
      const radius = Math.min(cornerRadius, distance(before, corner) / 2, distance(corner, behind) / 2);
      const start = towards(corner, before, radius);
      const end = towards(corner, behind, radius);
      return `L${start[0]} ${start[1]}Q${corner[0]} ${corner[1]} ${end[0]} ${end[1]}`;
    })
    .join("");
}

/** Where the label of an edge stands, on the part that is its own, and how much room it has there. */
export function labelPlace(
  corners: readonly Point[],
  bend: Bend = "early",
): { readonly at: Point; readonly room: number } {
  const [start, second] = corners;
  const [beforeLast, end] = corners.slice(-2);
  if (!start || !second || !beforeLast || !end) return { at: [0, 0], room: 0 };
  if (bend === "alone" && corners.length === 2) {
    return { at: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2], room: Math.abs(end[0] - start[0]) };
  }
  // A straight line keeps the place of the bend free too, so that the labels of a row of lines stand below each other.
  const [a, b]: readonly [Point, Point] =
    bend !== "late"
      ? [[Math.max(beforeLast[0], Math.min(start[0] + stub, end[0])), end[1]], end]
      : [start, [Math.min(second[0], Math.max(end[0] - stub, start[0])), start[1]]];
  return { at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], room: Math.abs(b[0] - a[0]) };
}

/** How far a point is from the line through the corners. */
export function distanceToLine(point: Point, corners: readonly Point[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  corners.forEach((corner, index) => {
    const next = corners[index + 1];
    if (next) nearest = Math.min(nearest, distanceToPart(point, corner, next));
  });
  return nearest;
}

function distanceToPart(point: Point, a: Point, b: Point): number {
  const length = distance(a, b);
  if (length === 0) return distance(point, a);
  const along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / (length * length);
  const kept = Math.max(0, Math.min(1, along));
  return distance(point, [a[0] + kept * (b[0] - a[0]), a[1] + kept * (b[1] - a[1])]);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) / whole) * length, from[1] + ((to[1] - from[1]) / whole) * length];
}
