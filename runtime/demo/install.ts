import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Queryable } from "@trasvase/db/client.ts";
import { databaseFolder } from "@trasvase/db/clone-root.ts";
import { newId } from "@trasvase/db/id.ts";
import { changeConnection } from "@trasvase/db/queries/change-connection.ts";
import { claimDemo } from "@trasvase/db/queries/claim-demo.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { insertFlow } from "@trasvase/db/queries/insert-flow.ts";
import { listConnections } from "@trasvase/db/queries/list-connections.ts";
import { type DemoConnection, demoConnections } from "@trasvase/nodes/connectors/sandboxes.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import type { Backend } from "../backend.ts";
import { sealSecrets } from "../connections/seal-secrets.ts";
import { listTemplates } from "../flows/templates.ts";
import { jsonOf } from "../json-of.ts";
import { filesFolder } from "../services.ts";

/**
 * Makes, at the first start of a workspace, the connections to the built-in sandboxes, the files of the web shop and the template flows as
 * drafts. Later starts only lead the connections to where the sandboxes are now; what a person deleted stays deleted.
 */
export async function installDemo(
  backend: Backend,
  origin: URL,
  tell: (message: string) => void,
): Promise<void> {
  const { database, settings, owner } = backend;
  const { workspaceId } = owner;
  const connections = demoConnections(origin.href);
  const isFirst = await database.transaction(async (transaction) => {
    if (!(await claimDemo(transaction, workspaceId))) return false;
    const from = join(dirname(databaseFolder()), "nodes", "connectors", "file", "demo");
    await cp(from, filesFolder(settings), { recursive: true, force: false });
    for (const connection of connections) await addConnection(transaction, backend, connection);
    await addFlows(transaction, workspaceId, connections);
    return true;
  });
  if (isFirst)
    tell("Installed the demo: connections to the sandboxes and flows between them, not active yet.");
  else await leadToSandboxes(backend, connections);
}

async function addConnection(
  within: Queryable,
  { keys, owner }: Backend,
  demo: DemoConnection,
): Promise<void> {
  const { workspaceId } = owner;
  const id = newId();
  const setAt = new Date().toISOString();
  const secrets = Object.entries(demo.secrets).map(([name, text]) => [name, { text, setAt }] as const);
  await insertConnection(within, {
    id,
    workspaceId,
    name: demo.name,
    title: demo.title,
    connector: demo.connector,
    settings: demo.settings,
    secrets: secrets.length > 0 ? sealSecrets(keys, { workspaceId, id }, Object.fromEntries(secrets)) : null,
    secretKeyId: secrets.length > 0 ? keys.currentId : null,
  });
}

async function addFlows(
  within: Queryable,
  workspaceId: string,
  connections: readonly DemoConnection[],
): Promise<void> {
  const names = new Set(connections.map((one) => one.name));
  for (const { file } of await listTemplates()) {
    if (!file.needs.every((need) => names.has(need.connection))) continue;
    const { graph, trigger } = file;
    await insertFlow(within, { workspaceId, name: graph.name, draft: graph, trigger });
  }
}

const sandboxAddress = /^https?:\/\/[^/]+\/sandbox\/[a-z-]+$/;

async function leadToSandboxes({ database, owner }: Backend, demo: readonly DemoConnection[]): Promise<void> {
  const { workspaceId } = owner;
  const addresses = new Map(demo.map((one) => [one.connector, addressOf(one.settings)]));
  for (const row of await listConnections(database, workspaceId)) {
    const settings = jsonOf(row.settings);
    const address = addresses.get(row.connector);
    const old = addressOf(settings);
    if (address === undefined || old === undefined || old === address || !sandboxAddress.test(old)) continue;
    if (isJsonObject(settings))
      await changeConnection(database, row, { settings: { ...settings, baseUrl: address } });
  }
}

function addressOf(settings: unknown): string | undefined {
  const json = jsonOf(settings);
  return isJsonObject(json) && typeof json.baseUrl === "string" ? json.baseUrl : undefined;
}
