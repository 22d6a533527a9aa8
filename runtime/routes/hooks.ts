import {
  defaultPushLimits,
  PushFault,
  parsePushed,
} from "@trasvase/nodes/connectors/webhook/parse-pushed.ts";
import { Hono } from "hono";
import { answer } from "../answer.ts";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { type HookFlow, openHook } from "../flows/hook-flow.ts";
import { limitBody } from "../middleware/read-body.ts";
import type { ServerContext } from "../server-context.ts";

/** Headers in which senders name a delivery, so that a repeated one counts once. */
const deliveryHeaders = [
  "webhook-id",
  "x-webhook-id",
  "x-shopify-webhook-id",
  "idempotency-key",
  "x-github-delivery",
];

/** Public: where other systems push records. Answers 2xx only after they are stored durably; without 2xx sending again is safe. */
export function hookRoutes(context: ServerContext) {
  return new Hono<AppEnv>().post("/hooks/:flow/:token", limitBody(defaultPushLimits.maxBytes), async (c) => {
    const flow = await openHook(context, {
      flowId: c.req.param("flow"),
      token: c.req.param("token"),
      header: (name) => c.req.header(name),
    });
    const body = new Uint8Array(await c.req.arrayBuffer());
    const records = readPush(flow, body, c.req.header("content-type") ?? "");
    const deliveryId = deliveryHeaders.map((name) => c.req.header(name)).find((id) => id !== undefined);
    const pushed = await context.engine.push(flow.workspaceId, { flowId: flow.id, records, deliveryId });
    if (pushed.kind === "full") {
      throw new ApiError(
        503,
        "backlog-full",
        "This flow has as many records waiting as it may have. Nothing of this request was stored; send it again later.",
        { retryAfterSeconds: pushed.retryAfterSeconds },
      );
    }
    if (pushed.kind === "repeated") return answer(c, { accepted: 0, repeated: true }, 200);
    return answer(c, { accepted: pushed.count, repeated: false }, 202);
  });
}

function readPush(flow: HookFlow, body: Uint8Array, contentType: string) {
  try {
    return parsePushed(body, contentType, flow.options);
  } catch (error) {
    if (error instanceof PushFault) throw new ApiError(error.status, error.code, error.message);
    throw error;
  }
}
