import { type Graph, nodeNamePattern } from "@trasvase/shared/graph.ts";

/** Why a step cannot be called so. */
export type NameVerdict = "free" | "pattern" | "taken";

/** Whether `name` may be given to a new or renamed step. */
export function judgeName(graph: Graph, name: string): NameVerdict {
  if (!nodeNamePattern.test(name) || name in Object.prototype || name === "prototype") return "pattern";
  return Object.hasOwn(graph.nodes, name) ? "taken" : "free";
}

/** A free name made of any text: `Sales orders` gives `salesOrders`, then `salesOrders2`. */
export function freeName(graph: Graph, text: string, taken: ReadonlySet<string> = new Set()): string {
  const words = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9_]+/)
    .filter((word) => word !== "");
  const joined = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("")
    .replace(/^[^A-Za-z]+/, "")
    .slice(0, 56);
  const base = joined === "" ? "step" : joined;
  const isFree = (name: string) => judgeName(graph, name) === "free" && !taken.has(name);
  if (isFree(base)) return base;
  // A trailing number is counted on, so that copies of mapping2 are mapping3 and not mapping22.
  const stem = base.replace(/\d+$/, "") || "step";
  let number = 2;
  while (!isFree(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
