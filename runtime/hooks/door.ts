import { timingSafeEqual } from "node:crypto";
import { findConnection } from "@trasvase/db/queries/find-connection.ts";
import { findHookFlow, findHookGraph, type HookFlowRow } from "@trasvase/db/queries/find-hook-flow.ts";
import { type WebhookSettings, webhookSettings } from "@trasvase/nodes/connectors/webhook/definition.ts";
import {
  deliveryIdOf,
  type PushedRequest,
  verifyPush,
} from "@trasvase/nodes/connectors/webhook/verify-push.ts";
import { triggerSchema } from "@trasvase/shared/flow-file.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { ApiError } from "../api-error.ts";
import { hashToken } from "../auth/token.ts";
import { openSecrets } from "../connections/seal-secrets.ts";
import type { ServerContext } from "../server-context.ts";
import { PerMinute } from "./per-minute.ts";

/** A request to a webhook address. */
export interface HookRequest extends PushedRequest {
  readonly flowId: string;
  /** From the address. */
  readonly token: string;
}

/** A request that was let in. */
export interface LetIn {
  readonly flowId: string;
  readonly workspaceId: string;
  /** Of the flow's source step. */
  readonly options: JsonObject;
  /** The sender's id of this delivery. */
  readonly deliveryId: string | undefined;
  /** Whether the flow takes it. Otherwise it is only shown to whoever listens for a sample. */
  readonly isActive: boolean;
  readonly listens: boolean;
}

/** A flow's address as it stands. */
interface Hook {
  readonly row: HookFlowRow;
  /** Undefined when its source is no webhook. */
  readonly source:
    | { readonly settings: WebhookSettings; readonly secret: string; readonly options: JsonObject }
    | undefined;
  readonly readAt: number;
}

/** For how long a flow's address is not looked up again: a sender in full swing sends thousands of requests in a second. */
const freshMs = 1_000;
const mostKept = 5_000;

/**
 * Lets in who shows the secret address and proves itself as the webhook's connection asks. Changes of the flow or the connection take a
 * second to be noticed.
 */
export class HookDoor {
  readonly #context: Pick<ServerContext, "database" | "keys" | "log">;
  readonly #hooks = new Map<string, Promise<Hook | undefined>>();
  readonly #rates = new PerMinute();

  constructor(context: Pick<ServerContext, "database" | "keys" | "log">) {
    this.#context = context;
  }

  /**
   * Throws 404 for an address that leads nowhere (a flow never activated included, unless somebody listens), 401 for a sender that does
   * not prove itself, 410 for a deleted flow, 429 for too many requests.
   */
  async letIn(request: HookRequest): Promise<LetIn> {
    const hook = await this.#find(request.flowId);
    if (!hook?.row.hookTokenHash) throw noHook();
    const { row, source } = hook;
    if (!timingSafeEqual(hashToken(request.token), hook.row.hookTokenHash)) throw notProven();
    if (row.deletedAt) {
      throw new ApiError(
        410,
        "flow-deleted",
        "The flow behind this address was deleted. Stop sending to it.",
      );
    }
    const isActive = row.activeVersion !== null;
    if (!source || (!isActive && !row.listens)) throw noHook();
    const unproven = verifyPush(source.settings, source.secret, request);
    if (unproven !== undefined) {
      this.#context.log.warn({ flow: row.id, reason: unproven }, "A request to a webhook was refused.");
      throw notProven();
    }
    this.#countIn(row);
    return {
      flowId: row.id,
      workspaceId: row.workspaceId,
      options: source.options,
      deliveryId: deliveryIdOf(source.settings, request.header),
      isActive,
      listens: row.listens,
    };
  }

  #countIn(row: HookFlowRow): void {
    const trigger = triggerSchema.safeParse(row.trigger).data;
    if (trigger?.kind !== "webhook" || trigger.mostPerMinute === undefined) return;
    const waitMs = this.#rates.take(row.id, trigger.mostPerMinute);
    if (waitMs === 0) return;
    throw new ApiError(
      429,
      "too-many-requests",
      `This flow takes ${trigger.mostPerMinute} requests a minute. Nothing of this request was stored; send it again later, or send more records in one request.`,
      { retryAfterSeconds: Math.ceil(waitMs / 1000) },
    );
  }

  async #find(flowId: string): Promise<Hook | undefined> {
    if (!z.uuid().safeParse(flowId).success) return undefined;
    const kept = await this.#hooks.get(flowId)?.catch(() => undefined);
    if (kept && performance.now() - kept.readAt < freshMs) return kept;
    const read = this.#read(flowId);
    this.#keep(flowId, read);
    return await read;
  }

  #keep(flowId: string, hook: Promise<Hook | undefined>): void {
    this.#hooks.delete(flowId);
    this.#hooks.set(flowId, hook);
    if (this.#hooks.size <= mostKept) return;
    for (const oldest of this.#hooks.keys()) {
      this.#hooks.delete(oldest);
      return;
    }
  }

  async #read(flowId: string): Promise<Hook | undefined> {
    const { database, keys } = this.#context;
    const row = await findHookFlow(database, flowId);
    if (!row) return undefined;
    const graph = parseGraph(await findHookGraph(database, row)).graph;
    const node = Object.values(graph?.nodes ?? {}).find((one) => one.type === "source");
    const name = node?.config.connection;
    const connection =
      typeof name === "string" ? await findConnection(database, row.workspaceId, name) : undefined;
    const settings = webhookSettings.safeParse(connection?.settings);
    const readAt = performance.now();
    if (connection?.connector !== "webhook" || !settings.success) return { row, source: undefined, readAt };
    const options = node?.config.options ?? {};
    const secret = openSecrets(keys, connection).secret?.reveal() ?? "";
    const source = { settings: settings.data, secret, options: isJsonObject(options) ? options : {} };
    return { row, source, readAt };
  }
}

function noHook(): ApiError {
  return new ApiError(
    404,
    "no-hook",
    "Nothing receives records at this address. Copy the address from the flow's page; it works once the flow is active.",
  );
}

/** One answer for everything that is not right about a sender: it is not told what. */
function notProven(): ApiError {
  return new ApiError(
    401,
    "not-proven",
    "This request does not prove that it comes from the flow's sender: the address, the token or the signature is another one, or the signature is too old. Copy the address again, and compare secret and header with the webhook's connection; the log of the server says what was wrong.",
  );
}
