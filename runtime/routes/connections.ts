import { newId } from "@trasvase/db/id.ts";
import { changeConnection } from "@trasvase/db/queries/change-connection.ts";
import { deleteConnection } from "@trasvase/db/queries/delete-connection.ts";
import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { insertConnection } from "@trasvase/db/queries/insert-connection.ts";
import { listConnectionUses } from "@trasvase/db/queries/list-connection-uses.ts";
import { listConnections } from "@trasvase/db/queries/list-connections.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import {
  type ConnectionCheck,
  type ConnectionRow,
  changeConnectionSchema,
  createConnectionSchema,
} from "@trasvase/shared/contract/connection.ts";
import {
  discoverFieldsSchema,
  type Resource,
  type ResourceFieldRow,
} from "@trasvase/shared/contract/resource.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { checkConnection, connectionRow, fieldOf, resourceOf } from "../connections/describe-connection.ts";
import { type EnteredSecrets, openEnteredSecrets, sealSecrets } from "../connections/seal-secrets.ts";
import { jsonOf } from "../json-of.ts";
import type { ServerContext } from "../server-context.ts";

const discoverTimeoutMs = 20_000;

const byName = accept("param", z.object({ name: z.string() }));

/** Connections: their list, making, changing, deleting and trying them. Secrets go in and never come out. */
export function connectionRoutes({ database, keys, engine, events, catalogue }: ServerContext) {
  async function find(c: Context<AppEnv>, name: string) {
    const found = await findConnection(database, c.var.user.workspaceId, name);
    if (!found) throw notFound("connection", name);
    return found;
  }

  async function show(c: Context<AppEnv>, name: string): Promise<ConnectionRow> {
    const found = await find(c, name);
    const uses = await listConnectionUses(database, c.var.user.workspaceId);
    return connectionRow(keys, found, flowsOf(uses, name));
  }

  function definitionOf(connector: string) {
    const definition = catalogue.connectors[connector];
    if (definition && Object.hasOwn(catalogue.connectors, connector)) return definition;
    const known = Object.keys(catalogue.connectors).join(", ");
    throw new ApiError(
      422,
      "unknown-connector",
      `There is no connector "${connector.slice(0, 64)}". Known connectors: ${known}.`,
    );
  }

  function tell(c: Context<AppEnv>, connection: string) {
    events.publish(c.var.user.workspaceId, { type: "connection", connection });
  }

  return new Hono<AppEnv>()
    .get("/connections", async (c) => {
      const { workspaceId } = c.var.user;
      const rows = await listConnections(database, workspaceId);
      const uses = await listConnectionUses(database, workspaceId);
      return answer<{ rows: ConnectionRow[] }>(c, {
        rows: rows.map((row) => connectionRow(keys, row, flowsOf(uses, row.name))),
      });
    })
    .post("/connections", accept("json", createConnectionSchema), async (c) => {
      const { workspaceId } = c.var.user;
      const { name, title, connector, settings, secrets } = c.req.valid("json");
      checkConnection(definitionOf(connector), settings, secrets);
      const id = newId();
      const made = await insertConnection(database, {
        id,
        workspaceId,
        name,
        title,
        connector,
        settings,
        secrets: sealSecrets(keys, { workspaceId, id }, entered(secrets, {})),
        secretKeyId: keys.currentId,
      });
      if (!made) {
        throw new ApiError(
          409,
          "name-taken",
          `There is already a connection named "${name}". Choose another name; it cannot be changed later, the title can.`,
        );
      }
      tell(c, name);
      return answer(c, await show(c, name), 201);
    })
    .get("/connections/:name", byName, async (c) => answer(c, await show(c, c.req.valid("param").name)))
    .patch("/connections/:name", byName, accept("json", changeConnectionSchema), async (c) => {
      const row = await find(c, c.req.valid("param").name);
      const change = c.req.valid("json");
      const secrets = entered(change.secrets ?? {}, openEnteredSecrets(keys, row));
      const settings = change.settings ?? jsonOf(row.settings);
      const texts = Object.fromEntries(Object.entries(secrets).map(([name, { text }]) => [name, text]));
      checkConnection(definitionOf(row.connector), isJsonObject(settings) ? settings : {}, texts);
      const kept = await changeConnection(database, row, {
        ...(change.title === undefined ? {} : { title: change.title }),
        ...(change.settings === undefined ? {} : { settings: change.settings }),
        ...(change.secrets === undefined
          ? {}
          : { secrets: sealSecrets(keys, row, secrets), secretKeyId: keys.currentId }),
      });
      if (!kept) {
        throw new ApiError(
          409,
          "connection-changed",
          "This connection was changed somewhere else at the same moment. Load it again and repeat your change.",
        );
      }
      tell(c, row.name);
      return answer(c, await show(c, row.name));
    })
    .delete("/connections/:name", byName, async (c) => {
      const { workspaceId } = c.var.user;
      const { name } = await find(c, c.req.valid("param").name);
      const flows = flowsOf(await listConnectionUses(database, workspaceId), name);
      if (flows.length > 0) {
        throw new ApiError(
          409,
          "connection-in-use",
          `This connection is used by ${flows.map((flow) => `"${flow.name}"`).join(", ")}. Choose another one there first, or delete those flows.`,
        );
      }
      await deleteConnection(database, workspaceId, name);
      tell(c, name);
      return nothing(c);
    })
    .post("/connections/:name/check", byName, async (c) => {
      const { name } = await find(c, c.req.valid("param").name);
      const check = await engine.checkConnection(c.var.user.workspaceId, name, c.req.raw.signal);
      tell(c, name);
      return answer<ConnectionCheck>(c, check);
    })
    .get("/connections/:name/resources", byName, async (c) => {
      const row = await find(c, c.req.valid("param").name);
      const { resources } = definitionOf(row.connector);
      return answer<{ rows: Resource[] }>(c, { rows: resources.map(resourceOf) });
    })
    .post(
      "/connections/:name/resources/:resource/fields",
      accept("param", z.object({ name: z.string(), resource: z.string() })),
      accept("json", discoverFieldsSchema),
      async (c) => {
        const { name, resource } = c.req.valid("param");
        const { connector } = await find(c, name);
        const { options } = c.req.valid("json");
        const known = definitionOf(connector).resources.find((one) => one.name === resource)?.fields ?? [];
        const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(discoverTimeoutMs)]);
        const { workspaceId } = c.var.user;
        try {
          const fields = await engine.discoverFields(workspaceId, name, { resource, options, signal });
          return answer<{ rows: ResourceFieldRow[] }>(c, { rows: (fields ?? known).map(fieldOf) });
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
          throw new ApiError(error.kind === "transient" ? 502 : 422, error.code, error.message);
        }
      },
    );
}

function flowsOf(
  uses: readonly { readonly connection: string; readonly flowId: string; readonly flowName: string }[],
  connection: string,
) {
  return uses
    .filter((use) => use.connection === connection)
    .map((use) => ({ id: use.flowId, name: use.flowName }));
}

/** The secrets after a change: those left out stay, an empty text removes one. */
function entered(change: Readonly<Record<string, string>>, before: EnteredSecrets): EnteredSecrets {
  const setAt = new Date().toISOString();
  const merged: EnteredSecrets = { ...before };
  for (const [name, text] of Object.entries(change)) {
    if (text === "") delete merged[name];
    else merged[name] = { text, setAt };
  }
  return merged;
}
