import { timingSafeEqual } from "node:crypto";
import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { findHookFlow } from "@trasvase/db/queries/find-hook-flow.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { ApiError } from "../api-error.ts";
import { hashToken } from "../auth/token.ts";
import { openSecrets } from "../connections/seal-secrets.ts";
import type { ServerContext } from "../server-context.ts";

/** A flow that takes what is pushed to it. */
export interface HookFlow {
  readonly id: string;
  readonly workspaceId: string;
  /** Of its source step. */
  readonly options: JsonObject;
}

/** What the sender shows to be let in. */
export interface Presented {
  readonly flowId: string;
  /** From the address. */
  readonly token: string;
  readonly header: (name: string) => string | undefined;
}

/**
 * The flow behind a webhook address, once the sender has shown that it may push there. Throws 404 for an address that leads nowhere (a flow
 * never activated included), 401 for a wrong token, 410 for a deleted flow.
 */
export async function openHook(
  { database, keys }: Pick<ServerContext, "database" | "keys">,
  presented: Presented,
): Promise<HookFlow> {
  const flow = z.uuid().safeParse(presented.flowId).success
    ? await findHookFlow(database, presented.flowId)
    : undefined;
  if (!flow?.hookTokenHash || !flow.graph) throw noHook();
  if (!timingSafeEqual(hashToken(presented.token), flow.hookTokenHash)) throw wrongToken();
  if (flow.deletedAt) {
    throw new ApiError(410, "flow-deleted", "The flow behind this address was deleted. Stop sending to it.");
  }
  const source = Object.values(parseGraph(flow.graph).graph?.nodes ?? {}).find(
    (node) => node.type === "source",
  );
  const name = source?.config.connection;
  const connection =
    typeof name === "string" ? await findConnection(database, flow.workspaceId, name) : undefined;
  if (connection?.connector !== "webhook") throw noHook();
  const expected = openSecrets(keys, connection).token?.reveal() ?? "";
  if (expected !== "" && !isSame(expected, tokenOf(presented))) throw wrongToken();
  const options = source?.config.options ?? {};
  return { id: flow.id, workspaceId: flow.workspaceId, options: isJsonObject(options) ? options : {} };
}

function tokenOf({ header }: Presented): string {
  const bearer = /^Bearer (.+)$/i.exec(header("authorization") ?? "")?.[1];
  return bearer ?? header("x-webhook-token") ?? "";
}

/** Compared as digests: equal in length, so that neither length nor beginning shows in the time it takes. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hashToken(a), hashToken(b));
}

function noHook(): ApiError {
  return new ApiError(
    404,
    "no-hook",
    "Nothing receives records at this address. Copy the address from the flow's source step; it works once the flow is active.",
  );
}

function wrongToken(): ApiError {
  return new ApiError(
    401,
    "wrong-token",
    "The token of this address or of the request is not the flow's. Copy the address again, and the token from the connection.",
  );
}
