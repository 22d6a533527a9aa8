import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { hasErrors } from "@trasvase/shared/problem.ts";
import { onlyFlow, readArguments } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { printProblems, readFlow } from "./read-flow.ts";

const usage = "trasvase validate FLOW.json [--connections FILE]";

/** Lists every problem of a flow on stderr. Exit code 2 when one is an error; warnings and notes are told and do not count. */
export async function validate(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, { connections: { type: "string", short: "c" } });
  const file = await readFlow(onlyFlow(positionals, usage));
  const connections =
    values.connections === undefined ? undefined : await readConnections(values.connections);
  const { problems } = makePlan(file.graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections: connectorTypes(connections),
  });
  if (problems.length > 0) process.stderr.write(`${printProblems(problems)}\n`);
  return hasErrors(problems) ? 2 : 0;
}
