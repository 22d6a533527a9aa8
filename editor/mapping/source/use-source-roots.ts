import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useDocument } from "../../document/flow-editing.tsx";
import { type ConnectorTypes, resourceOfConfig } from "../../form/resource-of.ts";
import type { Scopes } from "../editing/use-scopes.ts";
import { type SourceField, sourceFields } from "./source-fields.ts";

/** A place that fields are read from, with everything that is there. */
export interface KnownRoot {
  /** Empty for the record, else an expression such as `$source`. */
  readonly root: string;
  readonly kind: "record" | "source" | "step" | "meta" | "line";
  /** Of a step: what it is called. */
  readonly title: string;
  /** Its value for the current sample. */
  readonly value: Json | undefined;
  readonly fields: readonly SourceField[];
  /** Of lines: where their items are read from, when that is a field of another root. */
  readonly place?: { readonly root: string; readonly path: readonly string[] } | undefined;
}

/** Where a mapping can read from: the record, the record as it was read where that is another, what earlier steps gave, and facts of the record. */
export function useSourceRoots({ current, all }: Scopes): readonly KnownRoot[] {
  const nodes = useDocument((state) => state.graph.nodes);
  const types = useDocument((state) => state.catalogue.connections);
  const known = useMemo(() => knownFields(nodes, types), [nodes, types]);
  const steps = current?.steps;
  return useMemo(() => {
    if (!current) return [];
    const record = all.map((scope) => scope.data);
    const source = all.map((scope) => scope.source);
    const isSource =
      current.data === current.source || JSON.stringify(current.data) === JSON.stringify(current.source);
    const meta = { key: current.key, id: "", readAt: current.readAt, ordinal: 0, deleted: false };
    const roots: KnownRoot[] = [
      {
        root: "",
        kind: "record",
        title: "",
        value: current.data,
        fields: sourceFields({ root: "", values: record, known: isSource ? known.source : undefined }),
      },
    ];
    if (!isSource) {
      const fields = sourceFields({ root: "$source", values: source, known: known.source });
      roots.push({ root: "$source", kind: "source", title: "", value: current.source, fields });
    }
    for (const [name, value] of Object.entries(steps ?? {})) {
      const root = `$steps.${name}`;
      roots.push({
        root,
        kind: "step",
        title: nodes[name]?.title?.trim() || name,
        value,
        fields: sourceFields({ root, values: [value], known: known.steps.get(name) }),
      });
    }
    const metaFields = sourceFields({ root: "$meta", values: [meta] });
    return [...roots, { root: "$meta", kind: "meta", title: "", value: meta, fields: metaFields }];
  }, [current, all, steps, known, nodes]);
}

interface KnownFields {
  readonly source: readonly ResourceField[] | undefined;
  readonly steps: ReadonlyMap<string, readonly ResourceField[]>;
}

/** What the systems say of the fields of the source and of what steps answer. */
function knownFields(nodes: Graph["nodes"], types: ConnectorTypes): KnownFields {
  const source = Object.values(nodes).find((node) => node.type === "source");
  const steps = Object.entries(nodes).flatMap(([name, { config }]): [string, readonly ResourceField[]][] => {
    const resource = resourceOfConfig(config, types);
    return resource ? [[name, resource.fields]] : [];
  });
  return { source: source && resourceOfConfig(source.config, types)?.fields, steps: new Map(steps) };
}
