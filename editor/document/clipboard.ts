import { significantTokens } from "@trasvase/shared/expression/tokens.ts";
import { type Graph, graphFormat, parseGraph } from "@trasvase/shared/graph.ts";
import { findNotJson, isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { graphJson } from "@trasvase/shared/print-graph.ts";
import type { Problem } from "@trasvase/shared/problem.ts";

/** Most characters that are read from the clipboard. */
const maxClipboardLength = 5_000_000;

/** What a text on the clipboard turned out to be. */
export type Pasted =
  | { readonly kind: "steps"; readonly graph: Graph }
  /** Plain JSON records, which can become samples. */
  | { readonly kind: "records"; readonly records: readonly Json[] }
  /** Texts of the reasons: the messages `canvas.pasteRefused.<reason>`. */
  | {
      readonly kind: "refused";
      readonly reason: "empty" | "too-long" | "not-json" | "no-records" | "broken";
      readonly problems: readonly Problem[];
    };

/**
 * Steps as text for the clipboard: the part of the graph between them, with the value tables they use, as a graph document of its own.
 * Secrets are not in a graph, so none can be copied; connections go along by name.
 */
export function copySteps(graph: Graph, names: readonly string[]): string {
  const copied = new Set(names.filter((name) => graph.nodes[name]));
  const pick = <Value>(members: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => copied.has(name)));
  const nodes = pick(graph.nodes);
  const used = tablesUsed(nodes);
  const part: Graph = {
    format: graphFormat,
    name: graph.name,
    nodes,
    edges: graph.edges.filter((edge) => copied.has(edge.from) && copied.has(edge.to)),
    tables: Object.fromEntries(Object.entries(graph.tables).filter(([name]) => used.has(name))),
    layout: pick(graph.layout),
  };
  return JSON.stringify(graphJson(part), null, 2);
}

function tablesUsed(nodes: Graph["nodes"]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of Object.values(nodes)) {
    for (const text of textsOf(node.config)) {
      if (!text.includes("$table")) continue;
      const tokens = significantTokens(text);
      tokens.forEach((token, index) => {
        const named = tokens[index + 2];
        if (token.text === "$table" && named?.kind === "text") used.add(named.text.slice(1, -1));
      });
    }
  }
  return used;
}

function textsOf(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member: Json) => textsOf(member));
}

/** Reads any text from the clipboard; never throws, and answers steps only when every one of them is well-formed. */
export function readClipboard(text: string): Pasted {
  const refuse = (
    reason: Extract<Pasted, { kind: "refused" }>["reason"],
    problems: readonly Problem[] = [],
  ) => ({ kind: "refused" as const, reason, problems });
  if (text.trim() === "") return refuse("empty");
  if (text.length > maxClipboardLength) return refuse("too-long");
  const value = parseJson(text);
  if (value === undefined) return refuse("not-json");
  if (looksLikeGraph(value)) {
    const parsed = parseGraph(isJsonObject(value) && Object.hasOwn(value, "graph") ? value.graph : value);
    if (!parsed.graph) return refuse("broken", parsed.problems);
    return Object.keys(parsed.graph.nodes).length === 0
      ? refuse("empty")
      : { kind: "steps", graph: parsed.graph };
  }
  const records = Array.isArray(value) ? value : [value];
  const areRecords = records.length > 0 && records.every(isJsonObject) && findNotJson(records) === undefined;
  return areRecords ? { kind: "records", records } : refuse("no-records");
}

function looksLikeGraph(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const graph = Object.hasOwn(value, "graph") ? value.graph : value;
  return isJsonObject(graph) && Object.hasOwn(graph, "format") && Object.hasOwn(graph, "nodes");
}

/** JSON, or one JSON value per line; undefined for anything else. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLines(text);
  }
}

function parseLines(text: string): unknown {
  try {
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line): unknown => JSON.parse(line));
  } catch {
    return undefined;
  }
}
