import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { Difference } from "@trasvase/shared/case/compare.ts";
import type { FlowFile } from "@trasvase/shared/flow-file.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { hasErrors } from "@trasvase/shared/problem.ts";
import { type CaseResult, runCases } from "../cases/run-cases.ts";
import { CommandError, onlyFlow, readArguments } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { writeOut } from "./output.ts";
import { printProblems, readFlow } from "./read-flow.ts";

const usage = "trasvase test FLOW.json [--connections FILE]";

/**
 * Runs the cases of a flow file and prints what differs. Exit code 1 when one is red, 2 when the flow has errors. No system is called: the
 * answers come with the cases. With `--connections` the names that the flow uses are checked too.
 */
export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, { connections: { type: "string", short: "c" } });
  const path = onlyFlow(positionals, usage);
  const file = await readFlow(path);
  if (file.cases.length === 0) {
    throw new CommandError(
      `${path} has no cases. Save a sample as a case in the editor and export the flow again.`,
    );
  }
  const given = values.connections === undefined ? undefined : await readConnections(values.connections);
  const { problems } = makePlan(file.graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections: connectorTypes(given),
  });
  if (hasErrors(problems)) throw new CommandError(printProblems(problems));
  const connections = connectorTypes(given) ?? neededBy(file);
  const systems = { nodes: nodeCatalog, runners, connectors: connectorCatalog };
  const results = await runCases({ systems, connections, budgetMs: 10 * 60_000 }, file.graph, file.cases);
  await writeOut(`${printResults(file, results)}\n`);
  return results.every((one) => one.ok) ? 0 : 1;
}

function neededBy({ needs }: FlowFile): ReadonlyMap<string, string> {
  return new Map(needs.map(({ connection, connector }) => [connection, connector]));
}

/** A line per case, below a red one a line per difference, and the sum. */
function printResults({ cases, graph }: FlowFile, results: readonly CaseResult[]): string {
  const titleOf = (step: string) => {
    const title = graph.nodes[step]?.title;
    return title === undefined ? step : `${title} (${step})`;
  };
  const lines = cases.flatMap(({ name }, index) => {
    const result = results[index];
    if (!result || result.ok) return [`ok    ${name}`];
    const why = result.problem === undefined ? [] : [`        ${result.problem}`];
    return [`RED   ${name}`, ...why, ...result.differences.map((one) => printDifference(one, titleOf))];
  });
  const red = results.filter((one) => !one.ok).length;
  const sum = red === 0 ? `${cases.length} cases, all ok.` : `${cases.length} cases, ${red} red.`;
  return [...lines, "", sum.replace(/^1 cases/, "1 case")].join("\n");
}

function printDifference(difference: Difference, titleOf: (step: string) => string): string {
  const { actual, expected, path, record, step, what } = difference;
  const place = [
    titleOf(step),
    ...(record === undefined ? [] : [`record ${record + 1}`]),
    what === "output" ? path || "the whole record" : words[what],
  ].join(" · ");
  return `        ${place}\n          expected  ${print(expected)}\n          actual    ${print(actual)}`;
}

const words = { count: "number of records", decision: "decision", outcome: "how it ends" } as const;

function print(value: unknown): string {
  return value === undefined ? "(not there)" : JSON.stringify(value);
}
