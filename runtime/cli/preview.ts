import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { Preview } from "@trasvase/shared/contract/preview.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { hasErrors } from "@trasvase/shared/problem.ts";
import { openFlow } from "../engine/open.ts";
import { previewSamples } from "../engine/preview.ts";
import { CommandError, onlyFlow, readArguments } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { readLines } from "./line-input.ts";
import { openCommandClients } from "./memory-services.ts";
import { writeOut } from "./output.ts";
import { printProblems, readFlow } from "./read-flow.ts";

const usage = "trasvase preview FLOW.json --input FILE|- [--connections FILE]";

/** Most records of one preview: it is to be looked at, and each may ask other systems. */
const mostRecords = 1_000;

const systems = { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: {} };

/** Prints what a flow would do with the records of a file, as JSON. Exit code 2 when the flow has errors; they are on stderr. */
export async function preview(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, {
    input: { type: "string", short: "i" },
    connections: { type: "string", short: "c" },
  });
  const file = await readFlow(onlyFlow(positionals, usage));
  if (values.input === undefined) throw new CommandError(`Give the records to look at.\nUsage: ${usage}`);
  const connections =
    values.connections === undefined ? new Map() : await readConnections(values.connections);
  const types = connectorTypes(connections) ?? new Map<string, string>();
  const source = Object.entries(file.graph.nodes).flatMap(([name, node]) =>
    node.type === "source" ? [name] : [],
  );
  const { plan, problems } = makePlan(file.graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections: values.connections === undefined ? undefined : types,
    replaced: new Set(source),
  });
  if (problems.length > 0) process.stderr.write(`${printProblems(problems)}\n`);
  if (!plan || hasErrors(problems)) return 2;
  const clients = openCommandClients(connections);
  try {
    const flow = openFlow(plan, systems, types);
    const terms = { plan, flow, systems, connections: types, links: undefined, reader: clients.reader };
    const samples = await previewSamples(
      { ...terms, signal: new AbortController().signal },
      await readSamples(values.input),
    );
    const printed: Preview = { problems: [...problems], samples };
    await writeOut(`${JSON.stringify(printed, undefined, 2)}\n`);
    return 0;
  } finally {
    await clients.close();
  }
}

async function readSamples(path: string) {
  const samples: Parameters<typeof previewSamples>[1] = [];
  const readAt = new Date().toISOString();
  for await (const batch of readLines(path)) {
    for (const { data, rejected } of batch) {
      if (rejected) throw new CommandError(rejected.message);
      samples.push({ data, readAt });
      if (samples.length > mostRecords) {
        throw new CommandError(
          `${path} has more than ${mostRecords} records; a preview is for looking at a few. Use "trasvase run" for all of them.`,
        );
      }
    }
  }
  return samples;
}
