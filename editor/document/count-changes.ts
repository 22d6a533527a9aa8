import type { Graph } from "@trasvase/shared/graph.ts";

/** How many steps, connections and tables differ between two graphs; the layout does not count. */
export function countChanges(a: Graph, b: Graph): number {
  return (
    countMembers(a.nodes, b.nodes) +
    countMembers(a.tables, b.tables) +
    countEdges(a, b) +
    (a.name === b.name ? 0 : 1)
  );
}

function countMembers(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => a[name] !== b[name] && sortedJson(a[name]) !== sortedJson(b[name]))
    .length;
}

function countEdges(a: Graph, b: Graph): number {
  const lines = (graph: Graph) =>
    new Set(graph.edges.map(({ from, port, to }) => JSON.stringify([from, port, to])));
  const [left, right] = [lines(a), lines(b)];
  return (
    [...left].filter((edge) => !right.has(edge)).length + [...right].filter((edge) => !left.has(edge)).length
  );
}

/** JSON with members in one order, so that equal values print equally. */
function sortedJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
