import * as z from "zod";
import { jsonMembers, time } from "./values.ts";

/** `untested`: never checked since its last change. `broken`: it needs a person; records wait. */
export const connectionStates = ["untested", "working", "broken"] as const;

/** A connection. Secrets are write-only: only which of them are set is answered. */
export const connectionSchema = z.object({
  name: z.string(),
  title: z.string(),
  connector: z.string(),
  settings: jsonMembers,
  secretsSet: z.record(z.string(), z.object({ setAt: time })),
  state: z.enum(connectionStates),
  /** Why it is broken, in a sentence; empty otherwise. */
  stateMessage: z.string(),
  checkedAt: time.optional(),
  flows: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const createConnectionSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, "Use small letters, digits and -, beginning with a letter."),
  title: z.string().min(1).max(200),
  connector: z.string(),
  settings: jsonMembers.default({}),
  secrets: z.record(z.string(), z.string()).default({}),
});

/** Secrets left out stay as they are. */
export const changeConnectionSchema = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  settings: jsonMembers.optional(),
  secrets: z.record(z.string(), z.string()).optional(),
});

/** `POST /api/connections/:name/check`. The first stage that is not ok says how to repair it. */
export const connectionCheckSchema = z.object({
  ok: z.boolean(),
  stages: z.array(
    z.object({
      stage: z.enum(["reachable", "signed-in", "permissions", "administrations", "sample"]),
      ok: z.boolean(),
      message: z.string(),
    }),
  ),
});

export type ConnectionRow = z.infer<typeof connectionSchema>;

export type ConnectionCheck = z.infer<typeof connectionCheckSchema>;
