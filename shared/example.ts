import * as z from "zod";
import type { Json } from "./json.ts";
import { outcomeKinds } from "./outcome.ts";

const json: z.ZodType<Json> = z.json();
const object = z.record(z.string(), json);

/** One record of an example. Exactly one of `outputs`, `rejected` and `ends` says what becomes of it. */
const recordSchema = z
  .strictObject({
    input: json,
    /** What a lookup would find, by match value as text; what is not listed is missing. */
    found: z.record(z.string(), object).optional(),
    /** What a destination would answer. */
    delivered: z
      .strictObject({ kind: z.enum(outcomeKinds), message: z.string(), target: object.optional() })
      .optional(),
    /** The data that leaves, by port. */
    outputs: z.record(z.string(), z.array(json)).optional(),
    /** The answer that `$steps` shows afterwards (lookups). */
    answer: json.optional(),
    rejected: z.strictObject({ code: z.string() }).optional(),
    ends: z.enum(outcomeKinds).optional(),
  })
  .refine(
    ({ outputs, rejected, ends }) =>
      [outputs, rejected, ends].filter((one) => one !== undefined).length === 1,
    "Exactly one of outputs, rejected and ends says what becomes of the record.",
  );

const exampleSchema = z.strictObject({
  title: z.string().min(1),
  config: object,
  tables: z
    .record(
      z.string(),
      z.strictObject({
        rows: z.array(z.tuple([z.string(), json])),
        default: json.optional(),
        force: z.boolean().optional(),
      }),
    )
    .optional(),
  records: z.array(recordSchema).min(1),
});

/** A node's config, records, and what the node does with each: data, so that help and test are the same thing. */
export type NodeExample = z.infer<typeof exampleSchema>;
export type ExampleRecord = NodeExample["records"][number];

/** Reads an example file. Throws with its place when it is not one. */
export function readExample(file: unknown): NodeExample {
  return exampleSchema.parse(file);
}
