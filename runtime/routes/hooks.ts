import {
  defaultPushLimits,
  PushFault,
  parsePushed,
} from "@trasvase/nodes/connectors/webhook/parse-pushed.ts";
import { Hono } from "hono";
import { answer } from "../answer.ts";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { HookDoor, type LetIn } from "../hooks/door.ts";
import { limitBody, refuseCompressed } from "../middleware/read-body.ts";
import type { ServerContext } from "../server-context.ts";

/** Public: where other systems push records. Answers 2xx only after they are stored durably; without 2xx sending again is safe. */
export function hookRoutes(context: ServerContext) {
  const door = new HookDoor(context);
  return new Hono<AppEnv>().post("/hooks/:flow/:token", limitBody(defaultPushLimits.maxBytes), async (c) => {
    refuseCompressed(c.req.header("content-encoding"));
    // The signature is of the bytes as they came.
    const body = new Uint8Array(await c.req.arrayBuffer());
    const letIn = await door.letIn({
      flowId: c.req.param("flow"),
      token: c.req.param("token"),
      header: (name) => c.req.header(name),
      body,
      at: Date.now(),
    });
    const records = readPush(letIn, body, c.req.header("content-type") ?? "");
    const { deliveryId, flowId, workspaceId } = letIn;
    if (letIn.listens) await context.engine.keepHeard({ workspaceId, flowId }, records);
    if (!letIn.isActive) return answer(c, { accepted: 0, repeated: false, heard: true }, 202);
    const pushed = await context.engine.push(workspaceId, { flowId, records, deliveryId });
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

function readPush({ options }: LetIn, body: Uint8Array, contentType: string) {
  try {
    return parsePushed(body, contentType, options);
  } catch (error) {
    if (error instanceof PushFault) throw new ApiError(error.status, error.code, error.message);
    throw error;
  }
}
