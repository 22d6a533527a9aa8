import { ConnectorError } from "@trasvase/shared/connector.ts";
import { printPath } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type * as z from "zod";

/** Reads a step's options by their schema. Throws ConnectorError *rejected* naming every option that is wrong. */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, options: Json): z.output<Schema> {
  return parse(schema, options, "rejected", "options", "This step's settings do not fit");
}

/** Reads a connection's settings by their schema. Throws ConnectorError *broken* naming every setting that is wrong. */
export function parseSettings<Schema extends z.ZodType>(schema: Schema, settings: Json): z.output<Schema> {
  return parse(schema, settings, "broken", "settings", "This connection's settings do not fit");
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: Json,
  kind: "rejected" | "broken",
  code: string,
  opening: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => {
    const place = printPath(issue.path);
    return place === "" ? issue.message : `${place}: ${issue.message}`;
  });
  throw new ConnectorError(kind, code, `${opening}. ${places.join("; ")}.`);
}
