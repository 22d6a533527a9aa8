import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import { listConnections } from "@trasvase/db/queries/list-connections.ts";
import { listFlows } from "@trasvase/db/queries/list-flows.ts";
import { printFlowFile } from "@trasvase/shared/flow-file.ts";
import { storedCases } from "../cases/stored-cases.ts";
import { flowFileOf } from "../flows/new-flow.ts";
import { CommandError, readArguments } from "./command.ts";
import { openLineOutput } from "./line-output.ts";
import { type ServerDatabase, withServerDatabase } from "./server-database.ts";

const usage = "trasvase export FLOW [--output FILE|-]";

/** Writes the draft of a flow of the running server as a canonical flow file. The flow is named by its id or its name. */
export async function exportFlow(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, { output: { type: "string", short: "o" } });
  const [wanted, ...more] = positionals;
  if (wanted === undefined || more.length > 0) throw new CommandError(`Name one flow.\nUsage: ${usage}`);
  const text = await withServerDatabase((server) => printFlow(server, wanted));
  const output = await openLineOutput(values.output ?? "-");
  await output.append(text);
  await output.finish();
  return 0;
}

async function printFlow({ database, dataKeys, owner }: ServerDatabase, wanted: string): Promise<string> {
  const { workspaceId } = owner;
  const flows = await listFlows(database, workspaceId);
  const found = flows.filter((flow) => flow.id === wanted || flow.name === wanted);
  const [flow] = found;
  if (!flow || found.length > 1) {
    const known = (found.length > 1 ? found : flows).map(({ id, name }) => `  ${id}  ${name}`).join("\n");
    const reason = found.length > 1 ? `Several flows are named "${wanted}"` : `There is no flow "${wanted}"`;
    throw new CommandError(`${reason}. Name one of these by its id:\n${known}`);
  }
  const connections = await listConnections(database, workspaceId);
  const types = new Map(connections.map((one) => [one.name, one.connector]));
  const row = await findFlow(database, workspaceId, flow.id);
  if (!row) throw new CommandError(`The flow "${wanted}" was deleted just now.`);
  const stored = await storedCases({ database, dataKeys }, { workspaceId, flowId: flow.id });
  const cases = stored.map((one) => one.flowCase);
  return printFlowFile(flowFileOf(row, types, cases));
}
