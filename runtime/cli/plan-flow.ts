import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { FlowFile } from "@trasvase/shared/flow-file.ts";
import { makePlan, type Plan, type PlanStep } from "@trasvase/shared/plan.ts";
import { hasErrors } from "@trasvase/shared/problem.ts";
import { CommandError } from "./command.ts";
import { printProblems } from "./read-flow.ts";

/** Steps whose system a command replaces by a file. */
export interface Replaced {
  readonly source: boolean;
  readonly destination: boolean;
}

/** A flow ready to run from the command line. */
export interface PlannedFlow {
  readonly plan: Plan;
  /** Names of the steps that files take the place of. */
  readonly replaced: readonly string[];
  /** The destination among them. */
  readonly replacedDestination: PlanStep | undefined;
}

/** Plans a flow whose connections are exactly those given. Throws {@link CommandError} with every problem; says warnings on stderr. */
export function planFlow(
  file: FlowFile,
  connections: ReadonlyMap<string, string>,
  replaced: Replaced,
): PlannedFlow {
  const nodes = Object.entries(file.graph.nodes);
  const named = (type: string) => nodes.filter(([, node]) => node.type === type).map(([name]) => name);
  const destinations = named("destination");
  if (replaced.destination && destinations.length > 1) {
    throw new CommandError(
      `--output takes the place of the only destination, and this flow has ${destinations.length}: ${destinations.join(", ")}. Leave --output out and give --connections.`,
    );
  }
  const names = [...(replaced.source ? named("source") : []), ...(replaced.destination ? destinations : [])];
  const { plan, problems } = makePlan(file.graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections,
    replaced: new Set(names),
  });
  if (!plan || hasErrors(problems)) {
    const isConnectionMissing = problems.some((problem) => problem.code === "unknown-connection");
    const hint = isConnectionMissing
      ? "\nA command takes its connections from a file given with --connections."
      : "";
    throw new CommandError(printProblems(problems) + hint);
  }
  if (problems.length > 0) process.stderr.write(`${printProblems(problems)}\n`);
  const replacedDestination = replaced.destination
    ? plan.steps.find((step) => step.type === "destination")
    : undefined;
  return { plan, replaced: names, replacedDestination };
}
