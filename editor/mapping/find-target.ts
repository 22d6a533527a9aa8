import type { ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { type ConnectorTypes, resourceOfConfig } from "../form/resource-of.ts";

/** What a mapping has to fill: the resource of the destination behind it. */
export interface MappingTarget {
  /** The destination step. */
  readonly node: string;
  readonly resource: ResourceDefinition;
  /** Fields by which the destination finds existing records. */
  readonly match: readonly string[];
  readonly createOnly: readonly string[];
  /** Whether the destination creates records at all; if not, what is needed on create only is not needed. */
  readonly creates: boolean;
  /** Whether it updates those it finds; if not, everything is sent on create only. */
  readonly updates: boolean;
}

/**
 * The first destination with declared fields that the output of a mapping reaches as it is, not through another mapping or split.
 * Undefined while there is none.
 */
export function findTarget(graph: Graph, mapping: string, types: ConnectorTypes): MappingTarget | undefined {
  const seen = new Set<string>();
  const open = behind(graph, mapping);
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    const node = graph.nodes[name];
    if (!node || seen.has(name)) continue;
    seen.add(name);
    if (node.type === "mapping" || node.type === "split") continue;
    if (node.type !== "destination") {
      open.push(...behind(graph, name));
      continue;
    }
    const resource = resourceOfConfig(node.config, types);
    if (!resource || resource.fields.length === 0) continue;
    const { match, createOnly, onMissing, onExisting } = node.config;
    return {
      node: name,
      resource,
      match: texts(match),
      createOnly: texts(createOnly),
      creates: onMissing === undefined || onMissing === "create",
      updates: onExisting === undefined || onExisting === "update",
    };
  }
  return undefined;
}

function behind(graph: Graph, name: string): string[] {
  return graph.edges.filter((edge) => edge.from === name).map((edge) => edge.to);
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === "string" && one !== "");
}

/** A field of the target that can be sent, with those inside it. */
export interface TargetField {
  readonly path: readonly string[];
  readonly field: ResourceField;
  /** Whether it is needed wherever what it stands in is sent. */
  readonly required: boolean;
  /** Of an object, or of the elements of a list. */
  readonly children: readonly TargetField[];
}

/** The fields of a target that can be sent. */
export function targetFields(target: MappingTarget): readonly TargetField[] {
  return sendable(target.resource.fields, [], target.creates);
}

function sendable(
  fields: readonly ResourceField[],
  above: readonly string[],
  creates: boolean,
): readonly TargetField[] {
  return fields
    .filter((field) => field.writable !== false)
    .map((field) => {
      const path = [...above, field.name];
      const hasMembers = field.type === "object" || field.type === "list";
      return {
        path,
        field,
        required: field.required === "always" || (field.required === "create" && creates),
        children: hasMembers ? sendable(field.fields ?? [], path, creates) : [],
      };
    });
}
