import { insertFlow } from "@trasvase/db/queries/insert-flow.ts";
import { ApiError } from "../api-error.ts";
import { addCase } from "../cases/stored-cases.ts";
import { checkDraft } from "../flows/check-draft.ts";
import { CommandError, onlyFlow, readArguments } from "./command.ts";
import { readFlow } from "./read-flow.ts";
import { withServerDatabase } from "./server-database.ts";

const usage = "trasvase import FLOW.json [--name NAME]";

/** Makes a new flow of a file on the running server, as a draft; nothing of it runs. Prints its id. */
export async function importFlow(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, { name: { type: "string", short: "n" } });
  const { cases, graph, trigger } = await readFlow(onlyFlow(positionals, usage));
  const name = values.name ?? graph.name;
  const draft = storable({ ...graph, name });
  const id = await withServerDatabase(async ({ database, dataKeys, owner }) => {
    const { userId, workspaceId } = owner;
    const flowId = await insertFlow(database, { workspaceId, name, draft, trigger });
    for (const one of cases) await addCase({ database, dataKeys }, { workspaceId, flowId }, userId, one);
    return flowId;
  });
  process.stdout.write(`${id}\n`);
  return 0;
}

function storable(graph: unknown) {
  try {
    return checkDraft(graph);
  } catch (error) {
    if (error instanceof ApiError) throw new CommandError(error.message);
    throw error;
  }
}
