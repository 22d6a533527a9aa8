import * as z from "zod";
import { runSchema } from "./run.ts";

/** What `/api/events` sends (server-sent events, one JSON per message). */
export const eventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("flow"), flow: z.string() }),
  z.object({ type: z.literal("run"), run: runSchema }),
  z.object({ type: z.literal("connection"), connection: z.string() }),
]);

export type LiveEvent = z.infer<typeof eventSchema>;
