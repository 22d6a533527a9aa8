import { zValidator } from "@hono/zod-validator";
import { problemsOf } from "@trasvase/shared/graph.ts";
import type { Context, TypedResponse, ValidationTargets } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";
import { ApiError } from "./api-error.ts";

/**
 * Answers JSON, typed exactly as the contract says. Hono's own `c.json` describes every type anew as what JSON makes of
 * it, which loses recursive types such as a graph.
 */
export function answer<Body, const Status extends ContentfulStatusCode = 200>(
  c: Context,
  body: Body,
  // Without a status: 200. The default cannot be written as one, for callers may name another type.
  status?: Status | undefined,
): Response & TypedResponse<Body, Status, "json"> {
  const response = new Response(JSON.stringify(body), {
    status: status ?? 200,
    headers: { "content-type": "application/json; charset=UTF-8" },
  });
  // The members that a typed response has besides a Response exist in the type system only.
  return c.newResponse(response.body, response) as Response & TypedResponse<Body, Status, "json">;
}

/** Answers 204. */
export function nothing(c: Context): Response & TypedResponse<null, 204, "body"> {
  return c.body(null, 204) as Response & TypedResponse<null, 204, "body">;
}

/** Checks a part of the request by its schema of the contract; answers 400 with every problem of it. */
export function accept<Target extends "json" | "query" | "param", Schema extends z.ZodType>(
  target: Target & keyof ValidationTargets,
  schema: Schema,
) {
  return zValidator(target, schema, (result) => {
    if (!result.success) throw refused(target, result.error);
  });
}

const places = { json: "body", query: "query of the address", param: "address" } as const;

function refused(target: keyof typeof places, error: z.core.$ZodError): ApiError {
  const problems = problemsOf(new z.ZodError(error.issues), {});
  const lines = problems.map((one) => (one.field ? `${one.field}: ${one.message}` : one.message));
  return new ApiError(
    400,
    "request-shape",
    `The ${places[target]} of this request does not fit: ${lines.slice(0, 10).join("; ")}. See /api/openapi.json for its form.`,
    { problems },
  );
}
