import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import { compile } from "@trasvase/shared/expression/compile.ts";
import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { type ConnectorTypes, resourceOfConfig, sourceOf } from "../form/resource-of.ts";

/** The resource that a graph's source reads, when its connection is known. */
export function sourceResource(graph: Graph, types: ConnectorTypes): ResourceDefinition | undefined {
  return resourceOfConfig(sourceOf(graph)?.node.config, types);
}

/** The key that a record would have: by the source step's key expression, else by the resource's key field; else its place. */
export function sampleKey(data: Json, place: number, graph: Graph, types: ConnectorTypes): string {
  const written = sourceOf(graph)?.node.config.key;
  const key =
    typeof written === "string" && written.trim() !== ""
      ? evaluateKey(written, data)
      : memberOf(data, sourceResource(graph, types)?.key);
  return key === undefined ? `#${place}` : key;
}

/** What people recognise a record by besides its key, when the resource names a field for it. */
export function sampleLabel(data: Json, resource: ResourceDefinition | undefined): string | undefined {
  return memberOf(data, resource?.label);
}

function evaluateKey(text: string, data: Json): string | undefined {
  try {
    return asText(compile(text).evaluate(data));
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function memberOf(data: Json, name: string | undefined): string | undefined {
  if (name === undefined || !isJsonObject(data) || !Object.hasOwn(data, name)) return undefined;
  return asText(data[name]);
}

function asText(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
