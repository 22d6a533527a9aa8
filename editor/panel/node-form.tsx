import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { NodeDefinition, NodeType } from "@trasvase/shared/node.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { problemsByStep } from "../canvas/step-state.ts";
import { definitions } from "../document/catalogue.ts";
import { definitionOf } from "../document/definitions.ts";
import { setConfig } from "../document/edits/config.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { changeMembers } from "../form/change-members.ts";
import { SchemaForm } from "../form/schema-form.tsx";

const none: readonly Problem[] = [];

/** The problems of one step. */
export function useProblemsOf(name: string): readonly Problem[] {
  return useDocument((state) => problemsByStep(state.problems).get(name) ?? none);
}

/** The settings of a step. Every keystroke goes into the document, so that nothing is lost; leaving a field ends one entry of the history. */
export function NodeForm({ node: name, className }: { node: string; className?: string }) {
  const { document } = useFlowEditing();
  const node = useDocument((state) => state.graph.nodes[name]);
  const problems = useProblemsOf(name);
  const definition = node && definitionOf(node.type, definitions);
  if (!node || !definition) return null;
  return (
    <SchemaForm
      schema={definition.config}
      values={node.config}
      problems={problems}
      required={requiredOf(definition)}
      node={{ name, type: definition.type, config: node.config }}
      onChange={(members) => {
        const { graph, apply } = document.getState();
        const config = graph.nodes[name]?.config;
        if (!config) return;
        const field = Object.keys(members).join(",");
        apply(setConfig(graph, { name, config: changeMembers(config, members), field }, definitions));
      }}
      onCommit={() => document.getState().seal()}
      {...(className === undefined ? {} : { className })}
    />
  );
}

const required = new Map<NodeType, readonly string[]>();

/** What a step of a type cannot do without, though its schema accepts it empty: what the check of a fresh one asks for. */
function requiredOf(definition: NodeDefinition): readonly string[] {
  const known = required.get(definition.type);
  if (known) return known;
  const fresh = nodeCatalog[definition.type].config.safeParse(definition.initial);
  const problems = fresh.success
    ? (definition.check?.(fresh.data, { connectors: {}, connections: undefined }, "") ?? [])
    : [];
  const fields = problems.flatMap((problem) =>
    problem.code === "to-fill-in" && problem.field ? [problem.field] : [],
  );
  required.set(definition.type, fields);
  return fields;
}
