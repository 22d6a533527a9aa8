import { isStorableText } from "@trasvase/db/storable-text.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { ApiError } from "../api-error.ts";

/**
 * The graph of a draft that may be kept: right in its shape, however unfinished otherwise. Throws 422 with the places where it is not,
 * and for texts that a database cannot hold.
 */
export function checkDraft(document: unknown): Graph {
  const { graph, problems } = parseGraph(document);
  if (!graph) {
    throw new ApiError(
      422,
      "graph-shape",
      `This graph cannot be kept: ${problems[0]?.message ?? ""}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""}`,
      { problems },
    );
  }
  if (!everyTextIsStorable(graph)) {
    throw new ApiError(
      422,
      "unstorable-text",
      "A text of this graph holds a NUL character or half of a character (a lone surrogate), which cannot be kept. Remove it and save again.",
    );
  }
  return graph;
}

function everyTextIsStorable(value: unknown): boolean {
  const stack = [value];
  while (stack.length > 0) {
    const one = stack.pop();
    if (typeof one === "string" && !isStorableText(one)) return false;
    if (typeof one === "object" && one !== null) {
      for (const [key, member] of Object.entries(one)) stack.push(key, member);
    }
  }
  return true;
}
