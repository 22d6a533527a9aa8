import * as z from "zod";
import { time } from "./values.ts";

const historySchema = z.object({
  id: z.string(),
  /** `run`: it stood there when a run had read to the end. `rewind`: a person put it there. */
  move: z.enum(["run", "activation", "rewind"]),
  at: time,
  run: z.string().optional(),
  /** About how many records come again from there: those read since. */
  readSince: z.number().int(),
});

/** `GET /api/flows/:id/cursor`: how far the active version's source has read. */
export const cursorSchema = z.object({
  /** False: the source remembers nothing, it reads everything each time. */
  remembers: z.boolean(),
  /** Whether reading can begin at a date, and a period can be read by itself. */
  canBeginAt: z.boolean(),
  /** When it was moved last; left out while it never was. */
  at: time.optional(),
  /** Where reading begins as long as there is none. */
  start: z.object({ from: z.string(), date: time.optional() }).optional(),
  /** A run is reading just now: it cannot be moved meanwhile. */
  isReading: z.boolean(),
  /** The newest first. */
  history: z.array(historySchema),
});

const position = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("history"), id: z.string() }),
  z.strictObject({ from: z.literal("everything") }),
  z.strictObject({ from: z.literal("date"), date: z.iso.datetime() }),
]);

/** `PUT /api/flows/:id/cursor`: where the next run begins to read. What was read before comes again. */
export const rewindSchema = z.strictObject({ to: position });

/** `POST /api/flows/:id/count`: how many records reading would give. Of the draft's source; nothing is queued and no cursor moves. */
export const countRequestSchema = z.strictObject({
  /** Left out: from the very beginning. */
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});

export const countSchema = z.object({
  count: z.number().int(),
  /** True: there are more, and counting was left off. */
  isAtLeast: z.boolean(),
});

/** `POST /api/flows/:id/backfills`: reads a period by itself, beside everything else. */
export const backfillSchema = z.strictObject({
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  perMinute: z.number().int().min(1).max(1_000_000).optional(),
  expected: z.number().int().min(0).optional(),
});

export type FlowCursor = z.infer<typeof cursorSchema>;

export type CountAnswer = z.infer<typeof countSchema>;
