import type { NodeType } from "@trasvase/shared/node.ts";
import { exitHeight, type Point, routerHead, type Size } from "../document/geometry.ts";

/** Width of the coloured spine along a node's left side. */
const spineWidth = 4;
const radius = 6;

/** The drawn parts of a node's box, as SVG paths: the whole outline, the spine, and lines that belong to its shape. */
export interface NodeOutline {
  readonly body: string;
  readonly spine: string;
  readonly extra: string | undefined;
}

/** The shape that carries the type (ux: shape before colour): what the left side of the box looks like. */
export function outlineOf(type: NodeType, size: Size): NodeOutline {
  const side = leftSides[type](size);
  const { width, height } = size;
  const right = [
    `L${width - radius} ${height}`,
    `Q${width} ${height} ${width} ${height - radius}`,
    `L${width} ${radius}`,
    `Q${width} 0 ${width - radius} 0Z`,
  ].join("");
  const inner = (side.inner ?? side.points.map(([x, y]): Point => [x + spineWidth, y])).toReversed();
  return {
    body: `M${print(side.points)}${right}`,
    spine: `M${print(side.points)}L${print(inner)}Z`,
    extra: side.extra,
  };
}

interface LeftSide {
  /** From the top edge down to the bottom edge. */
  readonly points: readonly Point[];
  /** The inner side of the spine, where moving the outer one right would not give it an even width. */
  readonly inner?: readonly Point[];
  readonly extra?: string;
}

const flat = (height: number): readonly Point[] => [
  ...roundCorner("top", 0, radius),
  ...roundCorner("bottom", height, radius),
];

const leftSides: Readonly<Record<NodeType, (size: Size) => LeftSide>> = {
  // A tab to the outside: nothing comes in here.
  source: ({ height }) => ({
    points: [
      ...roundCorner("top", 0, radius),
      [0, height / 2 - 14],
      [-6, height / 2 - 10],
      [-6, height / 2 + 10],
      [0, height / 2 + 14],
      ...roundCorner("bottom", height, radius),
    ],
  }),
  mapping: ({ height }) => ({ points: flat(height), extra: `M7.5 1V${height - 1}` }),
  filter: ({ height }) => ({
    points: [
      ...roundCorner("top", 0, radius),
      [0, height / 2 - 22],
      [12, height / 2],
      [0, height / 2 + 22],
      ...roundCorner("bottom", height, radius),
    ],
  }),
  // One step for each exit below the head.
  router: ({ height }) => {
    const count = Math.max(1, Math.round((height - routerHead) / exitHeight));
    const depth = Math.min(6, 24 / count);
    const steps = (right: number, up: number) =>
      Array.from({ length: count }, (_, index): readonly Point[] => {
        const y = routerHead + index * exitHeight - up;
        return [
          [index * depth + right, y],
          [(index + 1) * depth + right, y],
        ];
      }).flat();
    const corner = roundCorner("top", 0, radius);
    return {
      points: [...corner, ...steps(0, 0), [count * depth, height]],
      inner: [
        ...corner.map(([x, y]): Point => [x + spineWidth, y]),
        ...steps(spineWidth, spineWidth),
        [count * depth + spineWidth, height],
      ],
    };
  },
  split: ({ height }) => ({
    points: [
      ...roundCorner("top", 0, radius),
      [0, height / 2 - 24],
      [8, height / 2 - 12],
      [0, height / 2],
      [8, height / 2 + 12],
      [0, height / 2 + 24],
      ...roundCorner("bottom", height, radius),
    ],
  }),
  // A folded corner.
  lookup: ({ height }) => ({
    points: [[14, 0], [0, 14], ...roundCorner("bottom", height, radius)],
    extra: "M14 0V14H0",
  }),
  // A rounded cap.
  destination: ({ height }) => ({
    points: [...roundCorner("top", 0, height / 3), ...roundCorner("bottom", height, height / 3)],
  }),
  note: ({ height }) => ({ points: flat(height) }),
};

/** A quarter circle at the left side, as short straight parts. */
function roundCorner(which: "top" | "bottom", y: number, size: number): readonly Point[] {
  const parts = Math.max(3, Math.round(size / 2));
  return Array.from({ length: parts + 1 }, (_, index): Point => {
    const turn = (which === "top" ? index : parts - index) / parts;
    const angle = (turn * Math.PI) / 2;
    const x = size - size * Math.sin(angle);
    const away = size - size * Math.cos(angle);
    return [x, which === "top" ? y + away : y - away];
  });
}

function print(points: readonly Point[]): string {
  return points.map(([x, y]) => `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`).join("L");
}
